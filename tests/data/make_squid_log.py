#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a made-up Squid access log, the same bytes for the same arguments.

make_squid_log.py LINES [OUTPUT] [--combined] [--seed N]

Clients are private addresses, destinations are reserved example names, times rise from 2026-11-13T15:00:00Z.
Prints the number of lines and the sums that a test can compare (bytes, distinct clients and destinations).
"""
import argparse
import random
import sys
import time

AGENTS = ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36', 'curl/7.88.1', 'Microsoft-CryptoAPI/10.0']
RESULTS = [('TCP_MISS', 200, 60), ('TCP_HIT', 200, 15), ('TCP_MEM_HIT', 304, 8), ('TCP_MISS', 404, 4), ('TCP_DENIED', 403, 3),
           ('TCP_DENIED', 407, 3), ('TCP_MISS', 302, 7)]
TYPES = ['text/html', 'image/png', 'application/javascript', 'application/octet-stream', '-']


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('lines', type=int)
    parser.add_argument('output', nargs='?', default='-')
    parser.add_argument('--combined', action='store_true')
    parser.add_argument('--seed', type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    out = sys.stdout if arguments.output == '-' else open(arguments.output, 'w', encoding='ascii', newline='\n')

    clients = [f'10.1.{i // 200}.{i % 200 + 1}' for i in range(800)]
    users = ['-'] * 400 + [f'user{i:03d}' for i in range(400)]
    hosts = [f'www{i}.example.{tld}' for i in range(1500) for tld in ('com', 'net')]
    results = [r for r in RESULTS for _ in range(r[2])]
    now_ms = 1794582000000
    total = 0
    seen_clients, seen_hosts = set(), set()
    at_host = [hosts[0]] * len(clients)  # a client stays at a place for a while, and most go to the same few places
    chunk = []
    for number in range(arguments.lines):
        now_ms += rng.randrange(0, 60)
        c = rng.randrange(len(clients))
        if rng.random() < 0.2:
            at_host[c] = hosts[int(rng.random() ** 4 * len(hosts))]
        host = at_host[c]
        code, status, _ = results[rng.randrange(len(results))]
        size = int(2 ** rng.uniform(8, 17))
        elapsed = int(2 ** rng.uniform(0, 12))
        tunnel = number % 3 == 0
        if tunnel:
            method, url = 'CONNECT', f'{host}:443'
            code = 'TCP_TUNNEL' if status < 400 else code
        else:
            method = 'POST' if number % 17 == 0 else 'GET'
            url = f'http://{host}/{rng.getrandbits(40):010x}/{rng.randrange(100000)}.html?id={number}'
        seen_clients.add(c)
        seen_hosts.add(host)
        total += size
        kind = TYPES[rng.randrange(len(TYPES))]
        if arguments.combined:
            stamp = time.strftime('%d/%b/%Y:%H:%M:%S +0900', time.gmtime(now_ms // 1000 + 9 * 3600))
            chunk.append(f'{clients[c]} - {users[c]} [{stamp}] "{method} {url} HTTP/1.1" {status} {size} "-" '
                         f'"{AGENTS[number % 3]}" {code}:HIER_DIRECT\n')
        else:
            chunk.append(f'{now_ms // 1000}.{now_ms % 1000:03d} {elapsed:6d} {clients[c]} {code}/{status} {size} {method} {url} '
                         f'{users[c]} HIER_DIRECT/192.0.2.{rng.randrange(1, 255)} {kind}\n')
        if len(chunk) == 50000:
            out.writelines(chunk)
            chunk.clear()
    out.writelines(chunk)
    if out is not sys.stdout:
        out.close()
    print(f'lines={arguments.lines} bytes={total} clients={len(seen_clients)} destinations={len(seen_hosts)}', file=sys.stderr)


if __name__ == '__main__':
    main()
