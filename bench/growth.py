#!/usr/bin/python3
"""usage: bench/growth.py LANGUAGE < what frontier_bench printed > growth.svg

Draws the cost of a row over the number of rows, one line a kind of panel and returns to scale, both axes logarithmic. Panels of one kind
have features of one distribution; the load of the machine, which the bench prints first, is named in the figure."""
import math
import re
import sys

WORDS = {"en": {"x": "rows", "y": "microseconds a row", "thin": "few efficient rows", "dense": "a quarter efficient", "load": "load of the machine"},
         "zh": {"x": "行数", "y": "每行微秒数", "thin": "有效行少", "dense": "四分之一有效", "load": "机器负载"}}
COLOURS = ["#0072b2", "#56b4e9", "#d55e00", "#e69f00", "#009e73", "#cc79a7"]
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 380, 70, 230, 20, 60

words = WORDS[sys.argv[1]]
lines, loads = {}, []
for text in sys.stdin:
    if text.startswith("load of the machine"):
        loads.append(text.split()[4])
    row = re.match(r"(thin|wide|dense)\s*(\S+) (CRS|VRS)\s+(\d+)\s+\d+\s+([\d.]+)", text)
    if row:
        kind = words["dense" if row[1] == "dense" else "thin"]
        lines.setdefault(f"{row[2]} {row[3]}, {kind}", []).append((int(row[4]), float(row[5])))
if not lines:
    sys.exit("no line of frontier_bench on standard input")
points = [p for line in lines.values() for p in line]
low_x, high_x = math.log10(min(p[0] for p in points)), math.log10(max(p[0] for p in points))
low_y, high_y = math.floor(math.log10(min(p[1] for p in points))), math.ceil(math.log10(max(p[1] for p in points)))


def at(n, cost):
    x = LEFT + (math.log10(n) - low_x) / (high_x - low_x) * (WIDTH - LEFT - RIGHT)
    y = HEIGHT - BOTTOM - (math.log10(cost) - low_y) / (high_y - low_y) * (HEIGHT - TOP - BOTTOM)
    return f"{x:.1f}", f"{y:.1f}"


out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
       f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
for power in range(math.ceil(low_x), math.floor(high_x) + 1):
    x, y = at(10 ** power, 10 ** low_y)
    out.append(f'<line x1="{x}" x2="{x}" y1="{TOP}" y2="{y}" stroke="#ddd"/>'
               f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10 ** power:,}</text>')
for power in range(low_y, high_y + 1):
    for factor in (1, 2, 5):
        if power == high_y and factor > 1:
            continue
        x, y = at(10 ** low_x, factor * 10 ** power)
        out.append(f'<line x1="{x}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#ddd"/>'
                   f'<text x="{LEFT - 8}" y="{float(y) + 4:.1f}" text-anchor="end">{factor * 10 ** power:g}</text>')
for place, (name, line) in enumerate(lines.items()):
    colour = COLOURS[place % len(COLOURS)]
    path = " ".join(",".join(at(*p)) for p in line)
    out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
    out += [f'<circle cx="{at(*p)[0]}" cy="{at(*p)[1]}" r="3" fill="{colour}"/>' for p in line]
    y = TOP + 14 + 20 * place
    out.append(f'<line x1="{WIDTH - RIGHT + 15}" x2="{WIDTH - RIGHT + 35}" y1="{y - 4}" y2="{y - 4}" stroke="{colour}" stroke-width="2"/>'
               f'<text x="{WIDTH - RIGHT + 42}" y="{y}">{name}</text>')
out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 22}" text-anchor="middle">{words["x"]}</text>')
out.append(f'<text transform="translate(18 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">{words["y"]}</text>')
if loads:
    out.append(f'<text x="{LEFT}" y="{HEIGHT - 4}" font-size="10" fill="#666">{words["load"]}: {", ".join(loads)}</text>')
print("\n".join(out + ["</svg>"]))
