#!/usr/bin/python3
"""Expected index values, computed with numpy straight from the definitions and independently of the C++ code.

Writes input.csv and expected.json beside this file. Needs Debian's python3-numpy. The data are generated: 6 units x 4 years,
five indicators of very different size, two of them negative, one of them correlated with another.
Principal components come from the singular value decomposition of the standardised data, not from the correlation matrix.
"""
import csv
import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
NAMES = ["education", "wage", "green", "sulphur", "water"]
NEGATIVE = {"sulphur", "water"}
SHIFT = 0.0001


def make_data():
    rng = np.random.default_rng(20240601)
    units = [f"u{i}" for i in range(6) for _ in range(4)]
    years = [2010 + t for _ in range(6) for t in range(4)]
    level = rng.normal(size=24)
    columns = [
        np.exp(12 + level + 0.3 * rng.normal(size=24)),
        50000 + 9000 * level + 4000 * rng.normal(size=24),
        0.4 + 0.1 * rng.normal(size=24),
        np.exp(9 - 0.8 * level + 0.5 * rng.normal(size=24)),
        3000 + 500 * rng.normal(size=24),
    ]
    return units, years, np.round(np.column_stack(columns), 4)


def entropy(x, negative, shift=SHIFT):
    low, high = x.min(axis=0), x.max(axis=0)
    z = np.where(negative, (high - x), (x - low)) / (high - low) + shift
    p = z / z.sum(axis=0)
    logs = np.log(np.where(p > 0, p, 1))
    e = -(p * logs).sum(axis=0) / np.log(len(x))
    d = 1 - e
    w = d / d.sum()
    return {"entropy": e, "redundancy": d, "weight": w, "index": z @ w}


def pca(x, negative, kept=None, unit=False):
    n, p = x.shape
    x = np.where(negative, -x, x)
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    u, s, vt = np.linalg.svd(z, full_matrices=False)
    eigenvalues = s**2 / (n - 1)
    v = vt.T * np.sign(vt.sum(axis=1))
    if kept is None:
        kept = int((eigenvalues > 1).sum())
    lam = eigenvalues[:kept]
    scores = z @ v[:, :kept]
    if unit:
        scores = scores / np.sqrt(lam)
    r = np.corrcoef(x.T)
    inverse = np.linalg.inv(r)
    partial = inverse / np.sqrt(np.outer(np.diag(inverse), np.diag(inverse)))
    off = ~np.eye(p, dtype=bool)
    kmo = (r[off] ** 2).sum() / ((r[off] ** 2).sum() + (partial[off] ** 2).sum())
    bartlett = -(n - 1 - (2 * p + 5) / 6) * np.log(np.linalg.det(r))
    return {
        "eigenvalues": eigenvalues, "kept": kept, "kmo": kmo, "bartlett": bartlett,
        "loadings": v[:, :kept] * np.sqrt(lam), "index": scores @ (lam / lam.sum()),
    }


def listed(value):
    if isinstance(value, dict):
        return {key: listed(inner) for key, inner in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value if isinstance(value, int) else float(value)


def main():
    units, years, x = make_data()
    with open(HERE / "input.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["unit", "year", *NAMES])
        writer.writerows([u, t, *map(repr, row.tolist())] for u, t, row in zip(units, years, x))
    negative = np.array([name in NEGATIVE for name in NAMES])
    years = np.array(years)
    per_year = np.empty(len(x))
    for year in np.unique(years):
        per_year[years == year] = entropy(x[years == year], negative)["index"]
    expected = {
        "entropy": entropy(x, negative),
        "entropy_no_shift": entropy(x, negative, 0.0),
        "entropy_per_year": {"index": per_year},
        "pca": pca(x, negative),
        "pca_share_95": pca(x, negative, kept=int((np.cumsum(pca(x, negative)["eigenvalues"]) / 5 < 0.95).sum()) + 1),
        "pca_unit_scores": pca(x, negative, unit=True),
    }
    (HERE / "expected.json").write_text(json.dumps(listed(expected), indent=1) + "\n")


main()
