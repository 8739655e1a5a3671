#!/usr/bin/python3
"""usage: packaging/docs-numbers.py PROGRAM PANEL LANGUAGE PAGE

Puts the tables of numbers into the page of implementation choices in place of `<!-- numbers: NAME -->`: runs the program on the panel of
the built-in study once for each choice."""
import csv
import json
import os
import subprocess
import sys
import tempfile

program, panel, language, page = sys.argv[1:]
KEYS = ["--unit", "城市", "--time", "年份", "--quiet"]


def score(options):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "s.csv")
        frontier = ["--inputs", "labor,capital,energy", "--good", "gdp", "--bad", "co2", "--model", "super-sbm"]
        subprocess.run([program, "score", panel, *KEYS, *frontier, *options.split(), "-o", file], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        rows = list(csv.DictReader(open(file, encoding="utf-8-sig")))
    scores = [float(row["score"]) for row in rows if row["score"]]
    efficient = sum(row["efficient"] == "1" for row in rows)
    return [len(scores), efficient, f"{sum(scores) / len(scores):.4f}", f"{max(scores):.4f}"]


def estimate(vce):
    formula = "CEE ~ NQP + OPEN + POP + ER + GOV + INF | unit + time"
    run = subprocess.run([program, "estimate", panel, *KEYS, "--formula", formula, "--vce", vce, "--seed", "1", "--json"],
                         check=True, capture_output=True, text=True)
    fit = json.loads(run.stdout)
    return [f"{fit['coef']['NQP']:.4f}", f"{fit['se']['NQP']:.4f}", fit["df_r"], f"{fit['p']['NQP']:.4f}"]


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def scores():
    options = ["--bad-as output", "--bad-as input", "--returns vrs", "--bad-as input --returns vrs",
               "--reference contemporaneous", "--leave-out unit"]
    head = {"en": ["options", "rows with a score", "efficient rows", "mean", "largest"],
            "zh": ["选项", "有得分的行", "有效行", "均值", "最大值"]}[language]
    return table(head, [[f"`{o}`", *score(o)] for o in options])


def errors():
    kinds = ["iid", "robust", "cluster(unit)", "cr2(unit)", "dk(2)", "wild(unit)"]
    head = {"en": ["`--vce`", "coefficient of NQP", "standard error", "degrees of freedom", "p"],
            "zh": ["`--vce`", "NQP 的系数", "标准误", "自由度", "p"]}[language]
    return table(head, [[f"`{k}`", *estimate(k)] for k in kinds])


text = open(page, encoding="utf-8").read()
for name, make in (("scores", scores), ("errors", errors)):
    mark = f"<!-- numbers: {name} -->"
    if mark not in text:
        sys.exit(f"{page} has no {mark}")
    text = text.replace(mark, make())
open(page, "w", encoding="utf-8").write(text)
