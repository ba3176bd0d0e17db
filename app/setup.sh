# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by app/run and tests/run: packages and build. Sourced, with `root` set to the project's folder.

build_packages=(build-essential cmake ninja-build pkg-config qt6-base-dev qt6-svg-dev libqcustomplot-dev libeigen3-dev
    nlohmann-json3-dev libzip-dev libexpat1-dev libwebp-dev libgif-dev libimagequant-dev libcli11-dev fonts-dejavu-core)
test_packages=(libcsv-dev strace)

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "error: $*"
    exit 1
}

# Installs what is missing of the named Debian packages; does nothing when all are there.
install_packages() {
    local missing=() package
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "these packages are missing: ${missing[*]}. Install them as root, or install sudo."
        sudo=(sudo)
    fi
    say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    "${sudo[@]}" apt-get update -qq || fail "the package lists could not be read; is there a network connection?"
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
        fail "the packages could not be installed; see the messages above."
}

# Configures (once) and builds the named targets of the release preset; without names, everything.
build_release() {
    local target=()
    [ $# -eq 0 ] || target=(--target "$@")
    cd "$root" || exit 1
    if [ ! -f build/release/build.ninja ]; then
        say "Configuring (build/release) …"
        cmake --preset release >&2 || fail "the project could not be configured; see the messages above."
    fi
    say "Building (the first time takes a few minutes) …"
    cmake --build --preset release "${target[@]}" >&2 || fail "the build failed; see the messages above."
}
