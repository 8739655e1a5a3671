#!/usr/bin/python3
"""CRITIC weights of ../index/input.csv in 60-digit decimal arithmetic, straight from the definition.

Prints the largest relative difference from expected.csv, which R made; exit status 1 when it is above 1e-12.
"""
import csv
import pathlib
import sys
from decimal import Decimal, getcontext

getcontext().prec = 60
HERE = pathlib.Path(__file__).parent
NAMES = ["education", "wage", "green", "sulphur", "water"]
NEGATIVE = {"sulphur", "water"}


def critic(rows):
    n = len(rows)
    z = []
    for name in NAMES:
        x = [Decimal(row[name]) for row in rows]
        low, high = min(x), max(x)
        z.append([((high - v) if name in NEGATIVE else (v - low)) / (high - low) for v in x])
    c = [[v - sum(col) / n for v in col] for col in z]
    dot = lambda a, b: sum(p * q for p, q in zip(a, b))
    contrast = [(dot(a, a) / (n - 1)).sqrt() for a in c]
    conflict = [sum(1 - dot(a, b) / (dot(a, a) * dot(b, b)).sqrt() for b in c) for a in c]
    information = [s * r for s, r in zip(contrast, conflict)]
    weight = [v / sum(information) for v in information]
    index = [sum(w * col[i] for w, col in zip(weight, z)) for i in range(n)]
    return {"contrast": contrast, "conflict": conflict, "information": information, "weight": weight, "index": index}


def main():
    with open(HERE / ".." / "index" / "input.csv") as file:
        rows = list(csv.DictReader(file))
    found = critic(rows)
    years = sorted({row["year"] for row in rows})
    by_year = {year: critic([row for row in rows if row["year"] == year]) for year in years}
    found["year_weight"] = [sum(by_year[y]["weight"][j] for y in years) / len(years) for j in range(len(NAMES))]
    place = {year: iter(by_year[year]["index"]) for year in years}
    found["year_index"] = [next(place[row["year"]]) for row in rows]
    worst = Decimal(0)
    with open(HERE / "expected.csv") as file:
        for what, *values in csv.reader(file):
            assert len(values) == len(found[what])
            worst = max([worst] + [abs(Decimal(v) / f - 1) for v, f in zip(values, found[what])])
    print(f"largest relative difference {worst:.2e}")
    sys.exit(worst > Decimal("1e-12"))


main()
