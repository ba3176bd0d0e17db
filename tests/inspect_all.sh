#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/inspect_all.sh FOLDER [PROGRAM]: compares `netloom inspect --json`, with no option, for every file that FOLDER/datasets.json
# lists with what is written there. PROGRAM is build/release/netloom unless told. Exits 1 where anything differs.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:?usage: tests/inspect_all.sh FOLDER [PROGRAM]}
program=${2:-$root/build/release/netloom}
FOLDER=$folder PROGRAM=$program exec python3 - <<'PYTHON'
import json, os, subprocess, sys

folder, program = os.environ["FOLDER"], os.environ["PROGRAM"]
wrong = 0
for facts in json.load(open(os.path.join(folder, "datasets.json"), encoding="utf-8")):
    path = os.path.join(folder, facts["file"])
    run = subprocess.run([program, "inspect", path, "--json"], stdout=subprocess.PIPE)
    try:
        seen = json.loads(run.stdout)
    except ValueError:
        seen = {"outcome": "no answer, status %d" % run.returncode}
    expected = {"outcome": "table", "rows": facts["rows"], "columns": facts["cols"], "header": facts["header"],
                "delimiter": facts["delimiter"], "decimal": facts["decimal"], "encoding": facts["encoding"],
                "missing": sum(facts["missing"].values())}
    differences = ["%s is %r, not %r" % (key, seen.get(key), value) for key, value in expected.items() if seen.get(key) != value]
    if seen.get("outcome") == "table":
        by_name = dict(zip(seen["names"], seen["missing_by_column"]))
        for name, count in by_name.items():
            if count != facts["missing"].get(name, 0):
                differences.append("%s has %d missing, not %d" % (name, count, facts["missing"].get(name, 0)))
        for name in facts["missing"]:
            if name not in by_name:
                differences.append("there is no column %r" % name)
        kinds = dict(zip(seen["names"], seen["types"]))
        for name in facts["categorical"]:
            if name not in kinds:
                differences.append("there is no column %r" % name)
    wrong += bool(differences)
    print("%-28s %s" % (facts["file"], "; ".join(differences) or "equal"))
sys.exit(1 if wrong else 0)
PYTHON
