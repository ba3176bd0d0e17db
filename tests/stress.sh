#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Random sequences of a training's controls under the thread sanitizer.
# Usage: tests/stress.sh [SEQUENCES [SEED]]
set -eu
cd "$(dirname "$0")/.."
cmake --preset tsan
cmake --build --preset tsan --target session_stress
TSAN_OPTIONS="halt_on_error=1 ${TSAN_OPTIONS:-}" \
    build/tsan/tests/core/training/session_stress --sequences "${1:-10000}" --seed "${2:-1}"
