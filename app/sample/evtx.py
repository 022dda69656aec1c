# SPDX-License-Identifier: Apache-2.0
"""Writes small Windows event logs (EVTX): header, chunks of 64 KiB, records of binary XML with a template a kind of event.

Source of the format: "Windows XML Event Log (EVTX)" of the libevtx project; evtxexport reads what this writes.
"""
import struct
import uuid
import zlib

CHUNK, FIRST_RECORD, LARGEST_RECORD = 65536, 512, 8192
FRAGMENT = b'\x0f\x01\x01\0'
STRING, UINT8, UINT16, UINT64, FILETIME = 0x01, 0x04, 0x06, 0x0a, 0x11  # types of values


def filetime(when):
    """100 ns steps since 1601, of an aware datetime."""
    return int(round(when.timestamp() * 10**6)) * 10 + 116444736 * 10**9


class Slot:
    """A value of the template that each record gives."""
    def __init__(self, index, kind):
        self.index, self.kind = index, kind


def template(provider, channel, names):
    """The elements of an event as (name, attributes, content): content is a text, a Slot or a list of elements."""
    system = [('Provider', {'Name': provider}, None), ('EventID', {}, Slot(0, UINT16)), ('Level', {}, Slot(1, UINT8)),
              ('TimeCreated', {'SystemTime': Slot(2, FILETIME)}, None), ('EventRecordID', {}, Slot(3, UINT64)),
              ('Channel', {}, channel), ('Computer', {}, Slot(4, STRING))]
    data = [('Data', {'Name': name}, Slot(5 + i, STRING)) for i, name in enumerate(names)]
    return ('Event', {}, [('System', {}, system), ('EventData', {}, data)])


class Chunk:
    def __init__(self, first):
        self.bytes, self.first, self.next, self.last_record = bytearray(FIRST_RECORD), first, first, FIRST_RECORD
        self.names, self.templates = {}, {}

    def text(self, text):
        """Count of UTF-16 units, then the units."""
        units = text.encode('utf-16-le')
        self.bytes += struct.pack('<H', len(units) // 2) + units

    def name(self, name):
        """Offset of the name in the chunk; at its first use the name itself follows: next of its hash, hash, text, 0."""
        if name in self.names:
            self.bytes += struct.pack('<I', self.names[name])
            return
        self.names[name] = len(self.bytes) + 4
        hashed = 0
        for unit in struct.unpack('<%dH' % len(name), name.encode('utf-16-le')):
            hashed = (hashed * 65599 + unit) & 0xffffffff
        self.bytes += struct.pack('<IIH', self.names[name], 0, hashed & 0xffff)
        self.text(name)
        self.bytes += b'\0\0'

    def sized(self, write):
        """What write adds, behind its size."""
        at = len(self.bytes)
        self.bytes += bytes(4)
        write()
        struct.pack_into('<I', self.bytes, at, len(self.bytes) - at - 4)

    def value(self, value):
        if isinstance(value, Slot):
            self.bytes += struct.pack('<BHB', 0x0d, value.index, value.kind)
        else:
            self.bytes += b'\x05\x01'
            self.text(value)

    def element(self, name, attributes, content):
        def write_attributes():
            for key, value in attributes.items():
                self.bytes += b'\x06'
                self.name(key)
                self.value(value)

        def write():
            self.name(name)
            if attributes:
                self.sized(write_attributes)
            if content is None:
                self.bytes += b'\x03'
                return
            self.bytes += b'\x02'
            if isinstance(content, list):
                for child in content:
                    self.element(*child)
            else:
                self.value(content)
            self.bytes += b'\x04'

        self.bytes += b'\x41\xff\xff' if attributes else b'\x01\xff\xff'
        self.sized(write)

    def instance(self, provider, channel, names):
        """Points to the template of such events; at its first use the template follows."""
        key = (provider, channel, *names)
        guid = uuid.uuid5(uuid.NAMESPACE_URL, '/'.join(key)).bytes_le
        known = key in self.templates
        if not known:
            self.templates[key] = len(self.bytes) + 10
        self.bytes += b'\x0c\x01' + guid[:4] + struct.pack('<I', self.templates[key])
        if not known:
            self.bytes += bytes(4) + guid
            self.sized(lambda: self.fragment(template(provider, channel, names)))

    def fragment(self, root):
        self.bytes += FRAGMENT
        self.element(*root)
        self.bytes += b'\0'

    def record(self, number, provider, event_id, when, channel, computer, data):
        start = self.last_record = len(self.bytes)
        self.bytes += b'**\0\0' + struct.pack('<IQQ', 0, number, filetime(when)) + FRAGMENT
        self.instance(provider, channel, data.keys())
        values = [(UINT16, struct.pack('<H', event_id)), (UINT8, b'\x04'), (FILETIME, struct.pack('<Q', filetime(when))),
                  (UINT64, struct.pack('<Q', number))]
        values += [(STRING, text.encode('utf-16-le')) for text in (computer, *map(str, data.values()))]
        self.bytes += struct.pack('<I', len(values))
        for kind, value in values:
            self.bytes += struct.pack('<HBB', len(value), kind, 0)
        self.bytes += b''.join(value for _, value in values) + b'\0'
        self.bytes += bytes((4 - len(self.bytes)) % 8)
        size = len(self.bytes) - start + 4
        self.bytes += struct.pack('<I', size)
        struct.pack_into('<I', self.bytes, start + 4, size)
        self.next = number + 1

    def finished(self):
        head = struct.pack('<8sQQQQIIII', b'ElfChnk\0', self.first, self.next - 1, self.first, self.next - 1, 128,
                           self.last_record, len(self.bytes), zlib.crc32(self.bytes[FIRST_RECORD:]))
        self.bytes[:len(head)] = head
        struct.pack_into('<I', self.bytes, 124, zlib.crc32(self.bytes[128:FIRST_RECORD], zlib.crc32(self.bytes[:120])))
        return bytes(self.bytes.ljust(CHUNK, b'\0'))


def event_log(events):
    """The bytes of a log. events: (provider, event id, aware datetime, channel, computer, {name: value}), in order."""
    chunks, chunk = [], Chunk(1)
    for number, event in enumerate(events, 1):
        if len(chunk.bytes) > CHUNK - LARGEST_RECORD:
            chunks.append(chunk.finished())
            chunk = Chunk(number)
        chunk.record(number, *event)
    chunks.append(chunk.finished())
    head = struct.pack('<8sQQQIHHHH', b'ElfFile\0', 0, len(chunks) - 1, len(events) + 1, 128, 1, 3, 4096, len(chunks)).ljust(124, b'\0')
    return (head + struct.pack('<I', zlib.crc32(head[:120]))).ljust(4096, b'\0') + b''.join(chunks)
