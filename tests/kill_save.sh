#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Kills a saving program at random moments and, with strace, at every system call of a save; makes each call fail too.
# Every time the project must be the old one or the new one, whole.
# Usage: tests/kill_save.sh [KILLS]
set -eu
cd "$(dirname "$0")/.."
kills=${1:-1000}
cmake --build --preset release --target save_loop
loop=$PWD/build/release/tests/core/project/save_loop
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
file=$folder/p.netloom

check() {
    if ! "$loop" --check "$file"; then
        echo "lost: $1"
        exit 1
    fi
    left=$(find "$folder" -type f ! -name p.netloom | wc -l)
    if [ "$left" -ne 0 ]; then
        echo "left beside the project: $1"
        exit 1
    fi
}

i=0
while [ "$i" -lt "$kills" ]; do
    "$loop" "$file" > /dev/null &
    pid=$!
    sleep "0.0$(awk -v seed="$i" 'BEGIN { srand(seed); printf "%04d", 9999 * rand() }')"
    kill -9 "$pid"
    wait "$pid" 2> /dev/null || true
    check "kill $i"
    i=$((i + 1))
done
echo "$kills kills at random moments: nothing lost"

if ! command -v strace > /dev/null; then
    echo "strace is not installed: the system calls were not tried one by one"
    exit 0
fi
calls=openat,write,fsync,flock,fchmod,fstat,newfstatat,close,rename,unlink,faccessat2,fcntl
for fault in signal=SIGKILL error=ENOSPC error=EIO error=EINTR error=EDQUOT error=EROFS error=EACCES; do
    for call in $(echo "$calls" | tr , ' '); do
        k=1
        while [ "$k" -lt 200 ]; do
            "$loop" "$file" 1 > /dev/null
            strace -f -o "$folder/trace.log" -e trace="$calls" -e inject="$call:$fault:when=$k" \
                "$loop" "$file" 2 > /dev/null 2>&1 || true
            hit=$(grep -cE 'INJECTED|killed by SIGKILL' "$folder/trace.log" || true)
            rm "$folder/trace.log"
            [ "$hit" -eq 0 ] && break
            check "$fault at $call $k"
            k=$((k + 1))
        done
        echo "$fault at every $call ($((k - 1))): nothing lost"
    done
done
