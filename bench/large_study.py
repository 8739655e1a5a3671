#!/usr/bin/python3
"""usage: bench/large_study.py FOLDER [UNITS [YEARS]]

Writes FOLDER/panel.csv and FOLDER/study.toml: a made-up study of many counties (300 in 14 years unless told otherwise) with
Chinese names of every length and rows missing here and there, to look at its figures, tables and report:

    bench/large_study.py large && build/release/ecoeff run large/study.toml -o large/out
"""
import csv
import math
import pathlib
import random
import sys

STUDY = """[study]
title = { zh = "许多县的检验", en = "A test of many counties" }

[data]
file = "panel.csv"
unit = "county"
time = "year"
missing = "linear"
source = { zh = "模拟数据", en = "Simulated data" }

[derive]
OPEN = "trade / gdp"
POP = "log(people)"

[labels]
CEE = { zh = "碳排放效率", en = "Carbon emission efficiency" }
NQP = { zh = "新质生产力", en = "New quality productivity" }
region = { zh = "地区", en = "Region" }
kind = { zh = "类型", en = "Kind" }

[scores.CEE]
inputs = ["labour", "capital", "energy"]
outputs = ["gdp"]
bad = ["co2"]

[index.NQP]
indicators = ["school", "roads", "wage", "patents", "-so2"]

[model]
formula = "CEE ~ NQP + L.NQP + OPEN + POP | unit + time"
focus = "NQP"
vce = "cluster(county)"

[[table]]
id = "summary"
kind = "describe"
columns = ["CEE", "NQP", "OPEN", "POP"]
title = { zh = "描述性统计", en = "Descriptive statistics" }

[[table]]
id = "benchmark"
title = { zh = "基准回归", en = "Benchmark regression" }
columns = [{ controls = false }, {}]

[[table]]
id = "by-region"
title = { zh = "地区异质性", en = "Heterogeneity by region" }
split = { by = "region" }

[[table]]
id = "by-kind"
title = { zh = "类型异质性", en = "Heterogeneity by kind" }
split = { by = "kind" }

[report]
figure_widths = ["17cm", "8cm"]
replicate = ["stata", "r"]
"""

HEADS = "county year labour capital energy gdp co2 trade people school roads wage patents so2 region kind".split()


def names(units):
    """Names from three characters to ten, each once."""
    stems = "安平阳宁庆和兴泰昌河江州清新东西南北海山"
    found = []
    while len(found) < units:
        tail = random.choice(["市", "县", "县", "区", "自治县", "经济技术开发区"])
        name = random.choice(stems) + random.choice(stems) + tail
        found.append(name if name not in found else f"{name}{len(found)}")
    return found


def rows(units, years):
    noise = lambda spread: math.exp(random.gauss(0, spread))
    for name in names(units):
        ability, skill, size = random.gauss(0, 0.35), random.gauss(0, 0.4), math.exp(random.gauss(3, 1))
        region, kind = random.choice(["东部", "中部", "西部", "东北"]), random.choice(["城市", "农村", "混合"])
        for t in range(years):
            if random.random() < 0.01:
                continue
            level = ability + 0.03 * t + 0.1 * skill + random.gauss(0, 0.08)
            labour, capital, energy = size * noise(0.1), 4 * size * noise(0.15) * 1.05**t, 2 * size * noise(0.15)
            gdp = labour**0.4 * capital**0.4 * energy**0.2 * math.exp(level - 0.3)
            numbers = [labour, capital, energy, gdp, 2.4 * energy * math.exp(-0.3 * level) * noise(0.1), gdp * noise(0.3) / 3,
                       10 * size, 100 * math.exp(skill + 0.05 * t) * noise(0.2), 10 * math.exp(skill) * noise(0.2),
                       20 + 5 * skill + 2 * t + random.gauss(0, 1), math.exp(skill + 0.1 * t) * noise(0.5),
                       math.exp(-skill) * noise(0.3)]
            yield [name, 2008 + t] + [f"{number:.4f}" for number in numbers] + [region, kind]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    units, years = (int(sys.argv[i]) if len(sys.argv) > i else other for i, other in ((2, 300), (3, 14)))
    random.seed(7)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    with open(folder / "panel.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows(rows(units, years))


if __name__ == "__main__":
    main()
