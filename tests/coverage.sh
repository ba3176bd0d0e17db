#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How much of core its tests run: lines and branches, as a table and as pages in build/coverage/report.
# Usage: tests/coverage.sh [GCOVR OPTIONS]
#
# Branches that the compiler adds for exceptions (every call that may throw) and code it proves unreachable are left
# out, as is customary: nobody wrote them. Without optimisation, so that branches of inlined library code do not count as
# ours. The kernels are compiled several times; their counts are added up. The double build is the same source once
# more; of a line that it does not run, gcov no longer says which branches are those of exceptions, and they would count
# although the other build runs the line, so its counts stay out.
set -eu
cd "$(dirname "$0")/.."
cmake -G Ninja -B build/coverage -S . -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_CXX_FLAGS_DEBUG="-O0 -fno-inline --coverage -fprofile-update=atomic"
cmake --build build/coverage --target tests/core/all
find build/coverage -name '*.gcda' -delete
ctest --test-dir build/coverage/tests/core --output-on-failure
mkdir -p build/coverage/report
gcovr --root . --filter core/ --object-directory build/coverage --exclude-directories '.*core_double.*' \
    --exclude-throw-branches --exclude-unreachable-branches \
    --html-details build/coverage/report/index.html --txt --print-summary "$@" build/coverage/core
