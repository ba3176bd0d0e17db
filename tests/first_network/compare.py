#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""See first_network.sh."""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import time
import warnings

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor

import tables

SAMPLES = ["iris", "breast_cancer", "digits", "wine", "circle", "xor", "gaussian", "spiral", "moons", "plane", "bumps"]
COLUMNS = ["suggested", "measured", "linear", "reference", "mlp", "boosting"]
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(" ".join(command) + ": " + done.stderr.strip())
    return done.stdout


def train(netloom, project, seeds):
    """Test scores by seed, whether some network answered one class only, and seconds of a training."""
    scores, seconds, constant = [], [], False
    for seed in seeds:
        trained = project + ".trained"
        last = json.loads(run(netloom, "train", project, "-o", trained, "--fresh", "--seed", str(seed), "--threads", "1",
                              "--json", "--quiet").splitlines()[-1])
        yardsticks = last["yardsticks"]
        scores.append(yardsticks["network"]["test"])
        seconds.append(last["seconds"])
        result = json.loads(run(netloom, "evaluate", trained, "--json"))
        if "confusion" in result:
            constant |= int((np.array(result["confusion"]).sum(0) > 0).sum()) < 2
        os.remove(trained)
    return scores, constant, float(np.median(seconds))


def references(facts, path, fits):
    data = np.fromfile(path, np.float32)
    p, q = facts["inputs"], facts["targets"]
    parts, place = [], 0
    for n in facts["rows"]:
        x = data[place:place + n * p].reshape(n, p)
        place += n * p
        y = data[place:place + n * q].reshape(n, q)
        place += n * q
        parts.append((x, y))
    (x, y), _, (x_test, y_test) = parts
    numbers = facts["task"] == "numbers"
    label = (lambda t: t[:, 0] if q == 1 else t.argmax(1)) if not numbers else (lambda t: t[:, 0] if q == 1 else t)
    y, y_test = label(y), label(y_test)
    if not numbers:
        y, y_test = y.astype(int), y_test.astype(int)
    big = len(x) >= 5000
    ordinary = dict(hidden_layer_sizes=(64, 32), batch_size=min(len(x), 128 if big else 32), max_iter=60 if big else 100,
                    n_iter_no_change=10 ** 6, tol=0.0, learning_rate_init=0.001, alpha=1e-4)
    network = MLPRegressor if numbers else MLPClassifier
    trees = HistGradientBoostingRegressor if numbers else HistGradientBoostingClassifier
    models = {
        "linear": [Ridge(1.0) if numbers else LogisticRegression(max_iter=2000)],
        "reference": [network(random_state=s, **ordinary) for s in range(fits)],
        "mlp": [network(random_state=s) for s in range(fits)],
        "boosting": [trees(random_state=0)],
    }
    score = r2_score if numbers else accuracy_score
    return {name: float(np.median([score(y_test, m.fit(x, y).predict(x_test)) for m in of_kind]))
            for name, of_kind in models.items()}


def measure(job):
    """One table: with small tables every seed divides the rows anew, since a single test part of some tens of rows tells little."""
    name, source, options = job
    warnings.filterwarnings("ignore")
    netloom = os.path.join(options.build, "netloom")
    base = os.path.join(options.output, name)
    seeds = range(1, options.seeds + 1)
    result = {"table": name, "suggest_seconds": [], "measure_seconds": [], "constant": False, "train_seconds": []}
    scores = {c: [] for c in COLUMNS}

    def divided(split, seeds):
        fixed = ["--set", f"split.seed={split}"] if split is not None else []
        start = time.time()
        run(netloom, "new", *source, *fixed, "-o", base + ".netloom", "--json")
        result["suggest_seconds"].append(time.time() - start)
        start = time.time()
        run(netloom, "new", *source, *fixed, "--measured", "-o", base + ".measured.netloom", "--json")
        result["measure_seconds"].append(time.time() - start)
        facts = json.loads(run(os.path.join(options.build, "tests/first_network/prepared_rows"), base + ".netloom", base + ".rows"))
        result.update(facts)
        suggested, constant, seconds = train(netloom, base + ".netloom", seeds)
        measured, _, _ = train(netloom, base + ".measured.netloom", seeds)
        result["constant"] |= constant
        result["train_seconds"].append(seconds)
        scores["suggested"] += suggested
        scores["measured"] += measured
        facts["split"] = split
        cache = f"{base}.references{'' if split is None else split}.json"
        if not os.path.exists(cache) or json.load(open(cache)).get("facts") != facts:
            fits = 3 if split is None else 1
            json.dump({"facts": facts, "scores": references(facts, base + ".rows", fits)}, open(cache, "w"))
        for column, value in json.load(open(cache))["scores"].items():
            scores[column].append(value)
        os.remove(base + ".rows")

    divided(None, seeds[:1])
    if sum(result["rows"]) <= options.small:
        for values in scores.values():
            values.clear()
        for seed in seeds:
            divided(seed, [seed])
    elif len(seeds) > 1:
        scores["suggested"] += train(netloom, base + ".netloom", seeds[1:])[0]
        scores["measured"] += train(netloom, base + ".measured.netloom", seeds[1:])[0]
    for column in COLUMNS:
        result[column] = float(np.mean(scores[column]))
    better = np.array(scores["linear" if result["linear"] > result["reference"] else "reference"])
    result["error"] = float(np.std(np.array(scores["suggested"]) - better, ddof=1) / np.sqrt(len(seeds))) if len(seeds) > 1 else 0.0
    for column in ("suggest_seconds", "measure_seconds", "train_seconds"):
        result[column] = float(np.median(result[column]))
    return result


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--build", required=True)
    arguments.add_argument("-s", "--seeds", type=int, default=10)
    arguments.add_argument("-o", "--output", default=os.path.join(root, "build", "first-network"))
    arguments.add_argument("folders", nargs="*")
    arguments.add_argument("--small", type=int, default=600, help="tables of at most so many rows are divided anew by every seed")
    options = arguments.parse_args()
    os.makedirs(options.output, exist_ok=True)
    jobs = []
    for folder in options.folders:
        listed = os.path.join(folder, "datasets.json")
        known = {d["file"]: d for d in json.load(open(listed, encoding="utf-8"))} if os.path.exists(listed) else {}
        for file in sorted(f for f in os.listdir(folder) if f.endswith(".csv")):
            target = known.get(file, {}).get("target")
            named = ["--target", str(target)] if target and known[file].get("header", True) else []
            jobs.append((file[:-4], ["--data", os.path.join(folder, file), *named], options))
    for sample in SAMPLES:
        noise = ["--noise", "0.1"] if sample in ("circle", "xor", "spiral", "moons") else []
        jobs.append(("sample_" + sample, ["--sample", sample, *noise], options))
    for path in tables.make(os.path.join(options.output, "made")):
        jobs.append((os.path.basename(path)[:-4], ["--data", path, "--target", "target"], options))
    with concurrent.futures.ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = list(pool.map(measure, jobs))
    json.dump(results, open(os.path.join(options.output, "results.json"), "w"), indent=1)

    print(f"{'table':26} {'rows':>6} {'inputs':>6} " + " ".join(f"{c:>9}" for c in COLUMNS) + f" {'±':>6} {'suggest':>7} {'measure':>7} {'train':>6} s")
    behind, gaps = [], {c: [] for c in ("suggested", "measured")}
    for r in results:
        best = max(r["linear"], r["reference"])
        mark = "*" if r["suggested"] < best - 0.02 else "c" if r["constant"] else " "
        if mark != " ":
            behind.append(r["table"])
        for c in gaps:
            gaps[c].append(r[c] - best)
        print(f"{r['table'][:26]:26} {r['rows'][0]:6} {r['inputs']:6} " + " ".join(f"{r[c]:9.3f}" for c in COLUMNS)
              + f" {r['error']:6.3f} {r['suggest_seconds']:7.2f} {r['measure_seconds']:7.2f} {r['train_seconds']:6.2f} {mark}")
    matrix = np.array([[r[c] for c in COLUMNS] for r in results])
    ranks = np.array([[1 + (row > v + 1e-9).sum() + 0.5 * ((np.abs(row - v) <= 1e-9).sum() - 1) for v in row] for row in matrix])
    print(f"{'mean (R2 not below -1)':40} " + " ".join(f"{v:9.4f}" for v in np.maximum(matrix, -1).mean(0)))
    print(f"{'mean rank':40} " + " ".join(f"{v:9.3f}" for v in ranks.mean(0)))
    print(f"mean lead over the better of linear and reference: suggested {np.mean(gaps['suggested']):+.4f}, measured {np.mean(gaps['measured']):+.4f}")
    print(f"behind it by more than 0.02, or constant: {', '.join(behind) or 'none'}")


if __name__ == "__main__":
    sys.exit(main())
