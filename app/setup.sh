# SPDX-License-Identifier: Apache-2.0
# Sourced by app/run and tests/run: installs what app/packages.txt lists and is missing, configures, builds.
# Expects the working directory to be the project's root.

say() { printf '%s\n' "$*" >&2; }

# Packages of the list that dpkg does not know as installed. It fails when it has never heard of one.
missing_packages() {
    grep -vE '^[[:space:]]*(#|$)' app/packages.txt | sort -u > "$1"
    { dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' $(cat "$1") 2>/dev/null || true; } |
        sed -n 's/^ii  *//p' | sort -u | comm -23 "$1" -
}

install_packages() {
    local list missing root=()
    list=$(mktemp)
    missing=$(missing_packages "$list" | tr '\n' ' ')
    rm -f "$list"
    [ -n "${missing// /}" ] || return 0
    [ "$(id -u)" = 0 ] || root=(sudo)
    say "Installing: $missing"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 &&
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 || {
        say "The packages could not be installed. Install them by hand and start again: $missing"
        return 1
    }
}

# Passes ninja's lines on; says so once when it compiles or links.
say_when_it_builds() {
    local line said=
    while IFS= read -r line; do
        printf '%s\n' "$line"
        [ -n "$said" ] || [[ $line != \[*\]\ @(Building|Linking)* ]] || { said=1; say "Building ($1) …"; }
    done
}

# build PRESET [TARGET…]: quiet when there is nothing to do; the log is shown when it fails.
build() {
    local preset=$1 dir=build/$1 log
    shift
    export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
    log=$(mktemp)
    if [ ! -f "$dir/build.ninja" ]; then
        say "Configuring ($preset) …"
        cmake --preset "$preset" > "$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
    fi
    # What a dry run would do is never nothing: it takes every folder that CMake lists for changed.
    cmake --build "$dir" --target "${@:-all}" 2>&1 | say_when_it_builds "$preset" > "$log" ||
        { tail -n 60 "$log" >&2; rm -f "$log"; return 1; }
    rm -f "$log"
}
