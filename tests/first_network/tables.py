# SPDX-License-Identifier: GPL-3.0-or-later
"""The 20 tables of first_network.sh, made from a seed."""
import csv
import os

import numpy as np


def write(folder, name, columns, target):
    path = os.path.join(folder, name + ".csv")
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow([title for title, _ in columns] + ["target"])
        for i in range(len(target)):
            cells = [values[i] for _, values in columns] + [target[i]]
            out.writerow([format(c, ".6g") if isinstance(c, (float, np.floating)) else c for c in cells])
    return path


def numbers(x, prefix="x"):
    return [(f"{prefix}{j + 1}", x[:, j]) for j in range(x.shape[1])]


def words(flags):
    return np.where(flags, "yes", "no")


def standard(v):
    return (v - v.mean()) / v.std()


def make(folder, seed=2026):
    """Writes the tables; returns their paths."""
    os.makedirs(folder, exist_ok=True)
    paths = []

    def table(number, name, rows, columns, rule):
        random = np.random.default_rng([seed, number])
        x = random.normal(size=(rows, columns))
        paths.append(write(folder, f"{number:02d}_{name}", *rule(random, x)))

    def linear(noise, classes=0):
        def rule(random, x):
            w = random.normal(size=(x.shape[1], max(classes, 1)))
            z = x @ w / np.linalg.norm(w, axis=0)
            if classes == 0:
                return numbers(x), z[:, 0] + noise * random.normal(size=len(x))
            if classes == 1:
                return numbers(x), words(z[:, 0] + noise * random.normal(size=len(x)) > 0)
            labels = (z + noise * random.gumbel(size=z.shape)).argmax(1)
            return numbers(x), np.array([f"class {k}" for k in range(classes)])[labels]
        return rule

    def smooth(random, x):
        f = np.sin(2 * x[:, 0]) + 0.5 * x[:, 1] ** 2 + x[:, 2] * np.cos(x[:, 0])
        return numbers(x), f + 0.15 * f.std() * random.normal(size=len(x))

    def interactions(random, x):
        f = x[:, 0] * x[:, 1] + x[:, 2] * x[:, 3] + x[:, 4]
        return numbers(x), f + 0.2 * random.normal(size=len(x))

    def exclusive(random, x):
        x = np.clip(x / 2, -1, 1)
        return numbers(x), words(x[:, 0] * x[:, 1] > 0)

    def ring(random, x):
        d = x[:, 0] ** 2 + x[:, 1] ** 2 + 0.2 * random.normal(size=len(x))
        return numbers(x), words(d > np.median(d))

    def noisy(random, x):
        w = random.normal(size=x.shape[1])
        return numbers(x), standard(x @ w) + 1.5 * random.normal(size=len(x))

    def noisy_classes(random, x):
        f = standard(x @ random.normal(size=x.shape[1]) + x[:, 0] * x[:, 1])
        return numbers(x), words(random.uniform(size=len(x)) < 1 / (1 + np.exp(-f)))

    def unbalanced(random, x):
        rare = random.uniform(size=len(x)) < 1 / 51
        x[rare, :3] += 1.5
        return numbers(x), words(rare)

    def unbalanced_curved(random, x):
        s = x[:, 0] ** 2 + x[:, 1] ** 2 + 0.5 * random.normal(size=len(x))
        return numbers(x), words(s > np.quantile(s, 1 - 1 / 51))

    def categories(levels, interacting):
        def rule(random, x):
            codes = random.integers(0, levels, size=(len(x), 3))
            effect = random.normal(size=(3, levels))
            f = effect[0, codes[:, 0]] + x[:, 0]
            f = f + (effect[1, codes[:, 1]] * effect[2, codes[:, 2]] if interacting else effect[1, codes[:, 1]])
            f = f + 0.3 * random.normal(size=len(x))
            titles = [(name, np.array([f"{name} {c}" for c in codes[:, j]])) for j, name in enumerate(("town", "make", "kind"))]
            return titles + numbers(x), words(f > np.median(f)) if interacting else f
        return rule

    def wide(classes):
        def rule(random, x):
            hidden = random.normal(size=(len(x), 4))
            x = hidden @ random.normal(size=(4, x.shape[1])) + x
            f = hidden[:, 0] + 0.5 * hidden[:, 1] + 0.2 * random.normal(size=len(x))
            return numbers(x), words(f > 0) if classes else f
        return rule

    def blobs(random, x):
        centres = 1.6 * random.normal(size=(8, x.shape[1]))
        label = random.integers(0, 8, len(x))
        return numbers(x + centres[label]), np.array([f"blob {k}" for k in range(8)])[label]

    def skewed(random, x):
        x = np.exp(1.2 * x)
        f = 2 * np.log(x[:, 0]) + np.sqrt(x[:, 1]) - np.log(x[:, 2] + 1)
        return numbers(x), f + 0.3 * random.normal(size=len(x))

    table(1, "linear", 900, 14, linear(0.5))
    table(2, "linear_50_rows", 50, 3, linear(0.3))
    table(3, "linear_classes", 400, 8, linear(0.4, 1))
    table(4, "blobs", 1000, 10, blobs)
    table(5, "linear_long", 20000, 25, linear(0.5, 1))
    table(6, "smooth", 500, 3, smooth)
    table(7, "smooth_long", 12000, 10, smooth)
    table(8, "interactions", 2000, 8, interactions)
    table(9, "exclusive_or", 300, 4, exclusive)
    table(10, "exclusive_or_wide", 6000, 15, exclusive)
    table(11, "ring", 600, 5, ring)
    table(12, "noisy", 600, 12, noisy)
    table(13, "noisy_classes", 1500, 15, noisy_classes)
    table(14, "unbalanced", 3000, 8, unbalanced)
    table(15, "unbalanced_curved", 8000, 6, unbalanced_curved)
    table(16, "many_categories", 4000, 3, categories(40, False))
    table(17, "categories_interacting", 6000, 3, categories(12, True))
    table(18, "wide", 150, 300, wide(False))
    table(19, "wide_classes", 200, 250, wide(True))
    table(20, "skewed", 1500, 6, skewed)
    return paths

