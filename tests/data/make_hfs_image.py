#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes an HFS+ volume with files that macOS has compressed (decmpfs), for tests: make_hfs_image.py IMAGE

  plain.txt     a data fork, to show that the volume is sound
  inline.txt    type 3: zlib in the attribute com.apple.decmpfs
  stored.txt    type 3: not compressible, stored behind 0xff
  fork.bin      type 4: zlib blocks of 64 KiB in the resource fork
  lzvn.txt      type 7: LZVN in the attribute
  lzfse.bin     type 12: LZFSE blocks in the resource fork
  broken.txt    type 3: the zlib stream is damaged
  forked.txt    not compressed: a data fork, a resource fork and two extended attributes
Contents are as content() says. Sources: Apple, Technical Note TN1150 (HFS Plus volume format); xnu, bsd/sys/decmpfs.h.
"""
import struct
import sys
import zlib

BLOCK = 4096
BLOCKS = 512
DATE = 3874003200  # 2026-10-05T00:00:00Z in seconds since 1904
UF_COMPRESSED = 0x20
ROOT, FIRST_ID = 2, 16
EXTENDED = {"forked.txt": [("com.apple.metadata:kMDItemWhereFroms", b"bplist00: where from"),
                           ("com.apple.quarantine", b"0083;6893a1b2;Browser;")]}


def content(name):
    if name == "fork.bin":
        return b"".join(b"%07d\n" % i for i in range(20000))  # 160,000 bytes, three blocks
    if name == "stored.txt":
        return b"Q"
    return (name.encode() + b": compressed by the file system\n") * 20


def decmpfs(kind, size, data=b""):
    return b"fpmc" + struct.pack("<IQ", kind, size) + data


def zlib_fork(data):
    packed = [zlib.compress(data[i:i + 65536]) for i in range(0, len(data), 65536)]
    table, at = struct.pack("<I", len(packed)), 4 + 8 * len(packed)
    for block in packed:
        table += struct.pack("<II", at, len(block))
        at += len(block)
    body = table + b"".join(packed)
    head = struct.pack(">IIII", 0x100, 0x104 + len(body), 4 + len(body), 50)
    return head.ljust(0x100, b"\0") + struct.pack(">I", len(body)) + body + bytes(50)


def node(kind, height, records):
    body, offsets = b"", []
    for record in records:
        offsets.append(14 + len(body))
        body += record
    offsets.append(14 + len(body))
    head = struct.pack(">IIbBHH", 0, 0, kind, height, len(records), 0)
    tail = b"".join(struct.pack(">H", offset) for offset in reversed(offsets))
    return (head + body).ljust(BLOCK - len(tail), b"\0") + tail


def tree(records, longest_key, flags):
    """A header node and, where there are records, one leaf."""
    leaf = 1 if records else 0
    header = struct.pack(">HIIIIHHIIHIBBI", leaf, leaf, len(records), leaf, leaf, BLOCK, longest_key, 2, 1 - leaf, 0, BLOCK, 0,
                         0xcf if records else 0, flags) + bytes(64)
    bitmap = bytes([0xc0 if leaf else 0x80]).ljust(BLOCK - 14 - 106 - 128 - 8, b"\0")
    return node(1, 0, [header, bytes(128), bitmap]) + (node(-1, 1, records) if records else bytes(BLOCK))


class Volume:
    def __init__(self):
        self.image = bytearray(BLOCK * BLOCKS)
        self.next = 2  # behind the volume header

    def fork(self, data):
        blocks = (len(data) + BLOCK - 1) // BLOCK
        at = self.next if blocks else 0
        self.next += blocks
        self.image[at * BLOCK:at * BLOCK + len(data)] = data
        return struct.pack(">QII", len(data), BLOCK, blocks) + struct.pack(">II", at, blocks) + bytes(56)


def name_of(text):
    return struct.pack(">H", len(text)) + text.encode("utf-16-be")


def key(parent, text):
    body = struct.pack(">I", parent) + name_of(text)
    return struct.pack(">H", len(body)) + body


def permissions(flags, mode):
    return struct.pack(">IIBBHI", 501, 20, 0, flags, mode, 1)


def file_record(number, flags, data, resource):
    return (struct.pack(">hHIIIIIII", 2, 2, 0, number, DATE, DATE, DATE, DATE, 0) + permissions(flags, 0o100644) + bytes(32)
            + struct.pack(">II", 0, 0) + data + resource)


def attribute(number, data, name="com.apple.decmpfs"):
    body = struct.pack(">HII", 0, number, 0) + name_of(name)
    record = struct.pack(">H", len(body)) + body + struct.pack(">IIII", 0x10, 0, 0, len(data)) + data
    return record + bytes(len(record) % 2)


def main(path):
    volume = Volume()
    files = [  # name, attribute, data fork, resource fork
        ("broken.txt", decmpfs(3, len(content("broken.txt")), zlib.compress(content("broken.txt"))[:20] + b"\xff" * 20), b"", b""),
        ("fork.bin", decmpfs(4, len(content("fork.bin"))), b"", zlib_fork(content("fork.bin"))),
        ("forked.txt", None, content("forked.txt"), b"resource fork " * 500),
        ("inline.txt", decmpfs(3, len(content("inline.txt")), zlib.compress(content("inline.txt"))), b"", b""),
        ("lzfse.bin", decmpfs(12, 70000), b"", b"\x10" * 500),
        ("lzvn.txt", decmpfs(7, len(content("lzvn.txt")), b"\xe0\x05lzvn" * 5 + b"\x06" + bytes(7)), b"", b""),
        ("plain.txt", None, content("plain.txt"), b""),
        ("stored.txt", decmpfs(3, 1, b"\xff" + content("stored.txt")), b"", b""),
    ]
    entries, threads, attributes = [], [], []
    for number, (name, packed, data, resource) in enumerate(files, FIRST_ID):
        flags = UF_COMPRESSED if packed else 0
        entries.append(key(ROOT, name) + file_record(number, flags, volume.fork(data), volume.fork(resource)))
        threads.append(key(number, "") + struct.pack(">hhI", 4, 0, ROOT) + name_of(name))
        if packed:
            attributes.append(attribute(number, packed))
        for named, value in EXTENDED.get(name, []):
            attributes.append(attribute(number, value, named))
    folder = (key(1, "PACKED") + struct.pack(">hHIIIIIII", 1, 0, len(files), ROOT, DATE, DATE, DATE, DATE, 0)
              + permissions(0, 0o40755) + bytes(32) + struct.pack(">II", 0, 0))
    root_thread = key(ROOT, "") + struct.pack(">hhI", 3, 0, 1) + name_of("PACKED")
    catalog = volume.fork(tree([folder, root_thread] + entries + threads, 516, 6))
    extents = volume.fork(tree([], 10, 2))
    named = volume.fork(tree(attributes, 266, 6))
    used = volume.next
    bits = bytearray((BLOCKS + 7) // 8)
    for block in list(range(used + 1)) + [BLOCKS - 1]:
        bits[block // 8] |= 0x80 >> block % 8
    allocation = volume.fork(bytes(bits))
    header = struct.pack(">2sHI4sIIIIIIIIIIIIIIIQ", b"H+", 4, 0x100, b"10.0", 0, DATE, DATE, 0, DATE, len(files), 0, BLOCK, BLOCKS,
                         BLOCKS - volume.next - 1, volume.next, BLOCK, BLOCK, FIRST_ID + len(files), 1, 1) + bytes(32)
    header += allocation + extents + catalog + named + bytes(80)
    assert len(header) == 512
    volume.image[1024:1536] = header
    volume.image[-1024:-512] = header
    with open(path, "wb") as out:
        out.write(volume.image)


if __name__ == "__main__":
    main(sys.argv[1])
