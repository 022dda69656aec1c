#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What app/run and tests/run do before they begin: what is missing is installed, and nothing else, on a machine that has
# never heard of most packages; a build is announced.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Stand-ins: dpkg-query knows these and, like the real one, fails over the rest; apt-get writes down what it is asked for.
cat > "$scratch/dpkg-query" << 'END'
#!/bin/bash
printf 'ii  python3\nrc  cmake\nii  sqlite3\n'
exit 1
END
cat > "$scratch/apt-get" << END
#!/bin/bash
printf '%s\n' "\$@" >> "$scratch/asked"
END
printf '#!/bin/bash\nexec "$@"\n' > "$scratch/sudo"
chmod +x "$scratch/dpkg-query" "$scratch/apt-get" "$scratch/sudo"

(PATH=$scratch:$PATH; . app/setup.sh; install_packages 2> /dev/null)

grep -vE '^[[:space:]]*(#|$)' app/packages.txt | grep -vxE 'python3|sqlite3' | sort > "$scratch/expected"
grep -vE '^(update|install|-.*)$' "$scratch/asked" | sort > "$scratch/got"
diff "$scratch/expected" "$scratch/got" || { echo "FAIL: other packages were asked for"; exit 1; }

# A build that has nothing to do says nothing.
heard() { (. app/setup.sh; printf '%s\n' '[0/2] Re-checking globbed directories...' '[1/2] Re-running CMake...' "$@" | say_when_it_builds release 2>&1 > /dev/null); }
[ -z "$(heard 'ninja: no work to do.')" ] || { echo "FAIL: it says that it builds, and does not"; exit 1; }
[ "$(heard '[2/9] Building CXX object a.o' '[3/9] Linking b')" = "Building (release) …" ] || { echo "FAIL: it builds in silence"; exit 1; }
echo "setup: ok"
