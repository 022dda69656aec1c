#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The sample's event logs as another tool reads them, and the same bytes each time."""
import collections
import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile

EXPECTED = {
    'Security': {4624: 49, 4648: 5, 4688: 3},
    'System': {6005: 1, 7045: 1, 6006: 1},
}


def digests(folder):
    return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob('*')) if path.is_file()}


def main():
    with tempfile.TemporaryDirectory() as scratch:
        made = []
        for turn in ('a', 'b'):
            folder = pathlib.Path(scratch, turn)
            subprocess.run([sys.executable, '-B', sys.argv[1], folder / 'files', folder / 'logs'], check=True)
            made.append(digests(folder))
        assert made[0] == made[1], 'two runs differ: ' + str([path for path in made[0] if made[0][path] != made[1].get(path)])
        for name, expected in EXPECTED.items():
            log = pathlib.Path(scratch, 'a', 'files/Windows/System32/winevt/Logs', f'{name}.evtx')
            text = subprocess.run(['evtxexport', '-f', 'xml', log], check=True, capture_output=True, text=True).stdout
            found = dict(collections.Counter(int(number) for number in re.findall(r'<EventID>(\d+)<', text)))
            assert found == expected, f'{name}: {found}, expected {expected}'
    print('sample: ok')


if __name__ == '__main__':
    main()
