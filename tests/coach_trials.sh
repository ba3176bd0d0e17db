#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the coach says of trainings that were made to go wrong, and of ordinary ones: a table of hits and of false alarms by kind.
# Usage: tests/coach_trials.sh [-v | -r] [CSV FILE…]; the files are trained with every default beside the ordinary set-ups; -v tells each
# remark, -r also how the same training ends with its remedy.
# Exit status 1 where a grave remark is a false alarm.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cmake --preset release > /dev/null
cmake --build --preset release --target coach_trials > /dev/null
exec build/release/tests/coach/coach_trials "$@"
