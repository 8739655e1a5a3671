"""xttest3 and xtserial by their formulas in NumPy; writes panel_checks.json beside this file.

Run in tests/reference: python3 stata/panel_checks.py (python3-numpy). panel_checks.inp gives the same two tests by gretl.
"""
import csv
import json

import numpy as np


def load(name):
    rows = list(csv.DictReader(open(f"panel/{name}/input.csv")))
    return {k: np.array([float(r[k]) for r in rows]) for k in rows[0]}


def xttest3(d, unit, y, xs):
    u, ids = d[unit], np.unique(d[unit])

    def within(v):
        return v - np.array([v[u == i].mean() for i in u])

    x, z = np.column_stack([within(d[name]) for name in xs]), within(d[y])
    e = z - x @ np.linalg.lstsq(x, z, rcond=None)[0]
    wald = 0
    for i in ids:
        squares = e[u == i] ** 2
        t = len(squares)
        wald += (squares.mean() - (e**2).mean()) ** 2 / (((squares - squares.mean()) ** 2).sum() / (t * (t - 1)))
    return {"statistic": wald, "df": len(ids)}


def xtserial(d, unit, time, y, xs):
    row = {key: i for i, key in enumerate(zip(d[unit], d[time]))}
    before = np.array([row.get((u, t - 1), -1) for u, t in zip(d[unit], d[time])])
    ok = before >= 0
    x = np.column_stack([d[name][ok] - d[name][before[ok]] for name in xs])
    z = d[y][ok] - d[y][before[ok]]
    e = np.full(len(ok), np.nan)
    e[ok] = z - x @ np.linalg.lstsq(x, z, rcond=None)[0]
    pairs = [(i, b) for i, b in enumerate(before) if b >= 0 and not np.isnan(e[i] + e[b])]
    now, lag = np.array(pairs).T
    rho = (e[now] @ e[lag]) / (e[lag] @ e[lag])
    left = e[now] - rho * e[lag]
    groups = d[unit][now]
    g = len(np.unique(groups))
    meat = sum((e[lag][groups == i] @ left[groups == i]) ** 2 for i in np.unique(groups))
    variance = meat / (e[lag] @ e[lag]) ** 2 * g / (g - 1)
    return {"statistic": (rho + 0.5) ** 2 / variance, "df": 1, "df2": g - 1}


grunfeld, produc = load("panel_grunfeld"), load("panel_produc")
states = ["lpcap", "lpc", "lemp", "unemp"]
json.dump(
    {
        "panel_grunfeld": {
            "xttest3": xttest3(grunfeld, "firm", "inv", ["value", "capital"]),
            "xtserial": xtserial(grunfeld, "firm", "year", "inv", ["value", "capital"]),
        },
        "panel_produc": {
            "xttest3": xttest3(produc, "state", "lgsp", states),
            "xtserial": xtserial(produc, "state", "year", "lgsp", states),
        },
    },
    open("stata/panel_checks.json", "w"),
    indent=1,
)
