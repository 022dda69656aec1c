#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the files and logs of the sample case: an invented phishing incident on 2026-10-14 (JST).

story.py FILES LOGS: FILES gets the tree of the PC's volume with its event logs, LOGS the proxy and firewall logs. Names and addresses come
from the documentation ranges (RFC 2606, RFC 5737). The same call writes the same bytes.
"""
import datetime
import os
import pathlib
import random
import sys
import zipfile

import evtx

JST = datetime.timezone(datetime.timedelta(hours=9))
RANDOM = random.Random(20261014)


def at(text):
    return datetime.datetime.strptime(text, '%Y-%m-%d %H:%M:%S').replace(tzinfo=JST)


def write(path, content, when):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (when.timestamp(), when.timestamp()))


def volume(root):
    home = root / 'Users/山田太郎'
    (root / 'Windows/System32').mkdir(parents=True, exist_ok=True)
    write(home / 'Desktop/メモ.txt', '経理部 月次処理\r\n振込先を確認\r\n'.encode('cp932'), at('2026-10-01 09:12:00'))
    for n in range(1, 41):
        body = b'PK\x03\x04' + RANDOM.randbytes(600 + n)
        write(home / f'Documents/見積_{n:04d}.xlsx', body, at('2026-09-01 10:00:00') + datetime.timedelta(hours=5 * n))
        if n > 12:
            write(home / f'Documents/見積_{n:04d}.xlsx.locked', RANDOM.randbytes(616 + n),
                  at('2026-10-14 21:03:19') + datetime.timedelta(seconds=2 * n))
    archive = home / 'Downloads/請求書_20261014.zip'
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo('請求書_20261014.xlsm', (2026, 10, 14, 9, 30, 0)), RANDOM.randbytes(4000))
        z.writestr(zipfile.ZipInfo('はじめにお読みください.txt', (2026, 10, 14, 9, 30, 0)), 'マクロを有効にしてください。\r\n')
    when = at('2026-10-14 09:41:07')
    os.utime(archive, (when.timestamp(), when.timestamp()))
    write(root / 'Users/Public/odu.exe', b'MZ' + RANDOM.randbytes(24000), at('2026-10-14 09:43:10'))
    write(home / 'Desktop/HELP_DECRYPT.txt', 'Your files are encrypted. (sample)\r\n'.encode(), at('2026-10-14 21:05:40'))


def event_logs(root):
    """Security and System of the PC. They have their own dice: what stands elsewhere stays as it is."""
    dice = random.Random(4624)
    audit, pc, user = 'Microsoft-Windows-Security-Auditing', 'PC-07.corp.example.jp', {'SubjectUserName': '山田太郎', 'SubjectDomainName': 'CORP'}
    powershell = r'C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe'
    odu = r'C:\Users\Public\odu.exe'
    security, system = [], []

    def logged(when, event_id, data, micro=0):
        utc = (at(when) + datetime.timedelta(microseconds=micro)).astimezone(datetime.timezone.utc)
        security.append((audit, event_id, utc, 'Security', pc, data))

    def started(when, process, command, parent, micro):
        logged(when, 4688, {**user, 'NewProcessId': hex(dice.randrange(0x400, 0x4000, 4)), 'NewProcessName': process,
                            'TokenElevationType': '%%1936', 'CommandLine': command, 'ParentProcessName': parent}, micro)

    logged('2026-10-14 08:51:40', 4624, {'TargetUserName': '山田太郎', 'TargetDomainName': 'CORP', 'LogonType': 2, 'IpAddress': '127.0.0.1'}, 204118)
    for hour in range(9, 21):
        for _ in range(4):
            minute, second = dice.randrange(60), dice.randrange(60)
            logged(f'2026-10-14 {hour:02d}:{minute:02d}:{second:02d}', 4624,
                   {'TargetUserName': 'SYSTEM', 'TargetDomainName': 'NT AUTHORITY', 'LogonType': 5, 'IpAddress': '-'}, dice.randrange(10**6))
    excel = r'C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE'
    started('2026-10-14 09:42:55', powershell, 'powershell.exe -NoProfile -WindowStyle Hidden -File C:\\Users\\Public\\s.ps1', excel, 871330)
    started('2026-10-14 09:43:12', odu, 'C:\\Users\\Public\\odu.exe -s', powershell, 40211)
    for second in (3, 9, 15, 22, 27):
        logged(f'2026-10-14 10:12:{second:02d}', 4648, {**user, 'TargetUserName': 'administrator', 'TargetDomainName': 'CORP', 'TargetServerName': 'FS-01',
                                                       'ProcessName': odu, 'IpAddress': '10.1.9.5', 'IpPort': 3389}, dice.randrange(10**6))
    started('2026-10-14 21:02:58', r'C:\Windows\System32\vssadmin.exe', 'vssadmin.exe delete shadows /all /quiet', odu, 619004)
    security.sort(key=lambda event: event[2])
    for when, provider, event_id, data in (
            ('2026-10-14 08:50:02', 'EventLog', 6005, {}),
            ('2026-10-14 09:43:31', 'Service Control Manager', 7045, {'ServiceName': 'Odu Update', 'ImagePath': odu, 'ServiceType': 'user mode service',
                                                                      'StartType': 'auto start', 'AccountName': 'LocalSystem'}),
            ('2026-10-14 21:31:10', 'EventLog', 6006, {})):
        system.append((provider, event_id, at(when).astimezone(datetime.timezone.utc), 'System', pc, data))
    for name, events in (('Security', security), ('System', system)):
        write(root / f'Windows/System32/winevt/Logs/{name}.evtx', evtx.event_log(events), at('2026-10-14 21:31:10'))


def squid(path):
    """Squid native access.log: one ordinary day of five clients, and one that is not ordinary."""
    lines = []
    start = at('2026-10-14 08:30:00').timestamp()
    sites = ['www.example.jp', 'mail.example.co.jp', 'news.example.com', 'update.example.com', 'groupware.example.co.jp']
    users = {23: 'yamada', 24: 'suzuki', 25: 'sato', 31: 'tanaka', 40: 'ito'}
    for _ in range(2600):
        client = RANDOM.choice(list(users))
        when = start + RANDOM.betavariate(2, 2) * 10 * 3600
        site = RANDOM.choice(sites)
        lines.append((when, RANDOM.randrange(3, 900), f'10.1.7.{client}', 'TCP_MISS/200', RANDOM.randrange(400, 90000), 'GET',
                      f'http://{site}/{RANDOM.choice(["index.html", "a/style.css", "img/logo.png", "検索?q=経理"])}', users[client],
                      'HIER_DIRECT/192.0.2.80', 'text/html'))
    lines.append((at('2026-10-14 09:41:06').timestamp() + .002, 412, '10.1.7.23', 'TCP_MISS/200', 5120, 'GET',
                  'http://files.example.jp/dl/%E8%AB%8B%E6%B1%82%E6%9B%B8_20261014.zip', 'yamada', 'HIER_DIRECT/198.51.100.9', 'application/zip'))
    beat = at('2026-10-14 09:43:02').timestamp()
    while beat < at('2026-10-14 21:00:00').timestamp():
        lines.append((beat, RANDOM.randrange(40, 80), '10.1.7.23', 'TCP_TUNNEL/200', RANDOM.randrange(900, 1400), 'CONNECT',
                      '203.0.113.66:443', 'yamada', 'HIER_DIRECT/203.0.113.66', '-'))
        beat += 60 + RANDOM.uniform(-1.2, 1.2)
    lines.sort()
    path.write_text(''.join(f'{t:.3f} {ms:6d} {client} {code} {size} {verb} {url} {user} {hier} {kind}\n'
                            for t, ms, client, code, size, verb, url, user, hier, kind in lines), encoding='utf-8')


def fortigate(path):
    rows = []
    session = 4711
    for hour in range(8, 22):
        for minute in range(0, 60, 7):
            when = at(f'2026-10-14 {hour:02d}:{minute:02d}:{RANDOM.randrange(60):02d}')
            session += 1
            rows.append((when, session, '10.1.7.40', '192.0.2.53', 53, 'DNS', 17, 'accept', 90, 240))
    for when in ('2026-10-14 10:12:31', '2026-10-14 10:14:02', '2026-10-14 18:40:11'):
        session += 1
        rows.append((at(when), session, '10.1.7.23', '203.0.113.66', 443, 'HTTPS', 6, 'accept', 6_100_000, 14_000))
    session += 1
    rows.append((at('2026-10-14 10:12:29'), session, '10.1.7.23', '10.1.9.5', 3389, 'RDP', 6, 'deny', 0, 0))
    rows.sort()
    out = []
    for when, session, source, destination, port, service, protocol, action, sent, received in rows:
        out.append(f'date={when:%Y-%m-%d} time={when:%H:%M:%S} devname="FG-01" devid="FGT60F0000000001" '
                   f'eventtime={int(when.timestamp()) * 10**9} tz="+0900" logid="0000000013" type="traffic" subtype="forward" '
                   f'level="{"notice" if action == "accept" else "warning"}" vd="root" srcip={source} srcport={RANDOM.randrange(49152, 65535)} '
                   f'srcintf="lan" dstip={destination} dstport={port} dstintf="wan1" sessionid={session} proto={protocol} '
                   f'action="{action}" policyid=1 service="{service}" duration=30 sentbyte={sent} rcvdbyte={received}\n')
    path.write_text(''.join(out), encoding='utf-8')


def main():
    files, logs = map(pathlib.Path, sys.argv[1:3])
    volume(files)
    event_logs(files)
    logs.mkdir(parents=True, exist_ok=True)
    squid(logs / 'access.log')
    fortigate(logs / 'fortigate.log')


if __name__ == '__main__':
    main()
