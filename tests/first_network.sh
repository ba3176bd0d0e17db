#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Does "open a CSV, accept what is suggested, press Train" learn, on any table?
#   tests/first_network.sh [-s SEEDS] [-o FOLDER] [FOLDER_WITH_CSVS …]
# Trains with every default, seeds 1 to SEEDS (10), on the CSVs of the folders named (with a datasets.json beside them their
# target columns), on the bundled and generated samples, and on 20 tables made here (3 to 300 columns, 50 to 20,000 rows).
# Beside the suggested network and the measured choice: a linear model, an ordinary network (64-32 ReLU, Adam), scikit-learn's
# default MLP and gradient-boosted trees, on the same rows; small tables are divided anew by every seed. The table goes to stdout and to FOLDER (build/first-network).
# Needs Debian's python3-sklearn; takes about half an hour on two cores with ten seeds.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/app/setup.sh"
install_packages "${build_packages[@]}" python3-sklearn python3-numpy
build_release netloom prepared_rows
exec /usr/bin/python3 -B "$root/tests/first_network/compare.py" --build "$root/build/release" "$@"
