#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Trains well-known tables with five seeds each and compares the mean score on the test rows (the last 30 % of the file) with
# what an equivalent engine reaches: tests/accuracy.sh FOLDER, where FOLDER holds breast_cancer.csv, digits.csv and
# california_housing.csv. The program may be named in NETLOOM. Exit status 1 where a mean is too low.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=${NETLOOM:-$root/build/release/netloom}
data=${1:?"usage: tests/accuracy.sh FOLDER"}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# score JSON KEY: the number of that key in the test part of the last line
score() {
    tail -n 1 <<<"$1" | sed -E 's/.*"test":\{([^}]*)\}.*/\1/' | grep -o "\"$2\":[-0-9.e]*" | cut -d: -f2
}

# check FILE TARGET LAYERS EPOCHS BATCH KEY LEAST
check() {
    local file=$1 target=$2 layers=$3 epochs=$4 batch=$5 key=$6 least=$7 seed result scores=()
    "$program" new --data "$data/$file" --target "$target" --layers "$layers" --set split.test=0.3 --set split.validation=0 \
        --set split.order=file --set "batch_size=$batch" -o "$work/p.netloom" >/dev/null || exit 1
    for seed in 0 1 2 3 4; do
        result=$("$program" train "$work/p.netloom" --fresh --epochs "$epochs" --seed "$seed" --json --quiet \
            -o "$work/trained.netloom") || exit 1
        scores+=("$(score "$result" "$key")")
    done
    LC_ALL=C awk -v name="$file, \"$layers\": test $key" -v least="$least" 'BEGIN {
        for (i = 1; i < ARGC; ++i) sum += ARGV[i]
        mean = sum / (ARGC - 1)
        for (i = 1; i < ARGC; ++i) { squares += (ARGV[i] - mean) ^ 2; runs = runs sprintf(" %.4f", ARGV[i]) }
        printf "%s %.4f ± %.4f (at least %s): %s |%s\n", name, mean, sqrt(squares / (ARGC - 2)), least,
            (mean >= least ? "good" : "too low"), runs
        exit (mean < least)
    }' "${scores[@]}" || status=1
}

check breast_cancer.csv diagnosis "dense 16 tanh" 60 32 accuracy 0.965
check digits.csv digit "dense 64 relu, dense 32 relu" 60 32 accuracy 0.97
check california_housing.csv median_house_value "dense 64 relu, dense 32 relu" 60 128 r2 0.775
exit $status
