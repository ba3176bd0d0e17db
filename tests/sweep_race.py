#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""24 trials on the sample digits and 200 on breast_cancer: `netloom sweep` beside scikit-learn's RandomizedSearchCV on
the same cores, in turns, and whether one thread and two rank the same.

Both draw as many of the same settings (learning rate, units, batch size) and judge them by 3 folds of the training rows, 30
epochs each, Adam, no early stopping. Prints trials per minute of each turn and their medians.
Usage: tests/sweep_race.py [NETLOOM [TURNS]]"""
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
NETLOOM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.path.join(HERE, "../build/release/netloom")
TURNS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
FOLDS, EPOCHS = 3, 30
WORKS = [("digits", "dense 32 relu, dense 10 softmax", 24), ("breast_cancer", "dense 32 relu, dense 1 sigmoid", 200)]
RATES = [0.0003, 0.0005, 0.001, 0.002, 0.003, 0.01]
UNITS, BATCHES = [8, 12, 16, 24, 32, 48, 64, 128], [16, 24, 32, 48, 64]


os.environ["PYTHONWARNINGS"] = "ignore"  # of the workers, too


def run(*arguments):
    done = subprocess.run([NETLOOM, *arguments], capture_output=True, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if done.returncode:
        sys.exit(f"netloom {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def sweep(project, trials, threads):
    begin = time.perf_counter()
    text = run("sweep", project, "--over", "learning_rate=" + ",".join(map(str, RATES)), "--over",
               "units=" + ",".join(map(str, UNITS)), "--over", "batch_size=" + ",".join(map(str, BATCHES)), "--random",
               str(trials), "--folds", str(FOLDS), "--threads", str(threads), "--json", "--quiet")
    return trials * 60 / (time.perf_counter() - begin), json.loads(text)


def scikit_learn(sample, trials):
    """A function that searches and tells trials a minute; None where scikit-learn is not installed."""
    try:
        from sklearn.model_selection import RandomizedSearchCV
        from sklearn.neural_network import MLPClassifier
        from sklearn.preprocessing import StandardScaler
    except ImportError:
        print("scikit-learn is not installed: netloom alone")
        return None
    with open(os.path.join(HERE, f"../resources/samples/{sample}.csv"), newline="") as file:
        rows = list(csv.reader(file))[1:]
    share = round(0.6 * len(rows))
    x = StandardScaler().fit_transform([[float(cell) for cell in row[:-1]] for row in rows[:share]])
    y = [row[-1] for row in rows[:share]]

    def search():
        warnings.simplefilter("ignore")
        begin = time.perf_counter()
        RandomizedSearchCV(
            MLPClassifier(solver="adam", max_iter=EPOCHS, n_iter_no_change=EPOCHS, alpha=0),
            {"learning_rate_init": RATES, "hidden_layer_sizes": [(units,) for units in UNITS], "batch_size": BATCHES},
            n_iter=trials, cv=FOLDS, n_jobs=2, random_state=1, refit=False).fit(x, y)
        return trials * 60 / (time.perf_counter() - begin)

    return search


def main():
    with tempfile.TemporaryDirectory() as folder:
        for sample, layers, trials in WORKS:
            project = os.path.join(folder, sample + ".netloom")
            run("new", "--sample", sample, "--layers", layers, "--set", "optimizer=adam", "--set", "schedule=constant", "--set",
                "early_stopping=no", "--set", "class_weights=none", "--set", f"epochs={EPOCHS}", "-o", project)
            print(f"{sample}, {trials} trials")
            one, two = sweep(project, trials, 1)[1], sweep(project, trials, 2)[1]
            order = [[trial["trial"] for trial in result["trials"]] for result in (one, two)]
            print("ranking of 1 and 2 threads:", "the same" if order[0] == order[1] and one == two else "DIFFERENT")
            search = scikit_learn(sample, trials)
            ours, theirs = [], []
            for _ in range(TURNS):
                ours.append(sweep(project, trials, 2)[0])
                if search:
                    theirs.append(search())
            print("netloom, trials a minute:", " ".join(f"{each:.0f}" for each in ours), "median", f"{statistics.median(ours):.0f}")
            if theirs:
                print("scikit-learn, trials a minute:", " ".join(f"{each:.0f}" for each in theirs), "median",
                      f"{statistics.median(theirs):.0f}", f"; ratio {statistics.median(ours) / statistics.median(theirs):.1f}")


main()
