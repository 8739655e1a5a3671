#!/usr/bin/env python3
"""A folder of yearbook workbooks as people have them, with simulated numbers, and pictures of the shapes of sheets.

    python3 make.py FOLDER            writes the workbooks into FOLDER
    python3 make.py --pictures FOLDER writes pictures (svg) of each shape in both languages into FOLDER

The names of the provinces are facts; every number is made by a fixed formula and means nothing. Needs Python alone.
"""
import math
import os
import sys
import zipfile
from xml.sax.saxutils import escape

SHORT = ["山西", "内蒙古", "辽宁", "吉林", "黑龙江", "江苏", "安徽", "山东", "河南", "陕西", "甘肃", "宁夏"]
FULL = {"内蒙古": "内蒙古自治区", "宁夏": "宁夏回族自治区"}
YEARS = list(range(2010, 2020))


def wave(i, t, k):
    """A number from -1 to 1 that looks random and is the same everywhere."""
    x = math.sin(12.9898 * (i + 1) + 78.233 * (t + 1) + 37.719 * (k + 1)) * 43758.5453
    return 2 * (x - math.floor(x)) - 1


def series():
    """By indicator, province and year."""
    out = {k: {} for k in ("gdp", "pop", "energy", "co2", "labor", "invest", "urban", "trade")}
    for i, p in enumerate(SHORT):
        gdp, pop = 6000 + 2100 * ((7 * i) % 12), 2000 + 450 * ((5 * i) % 12)
        for t, y in enumerate(YEARS):
            gdp *= 1.07 + 0.015 * wave(i, t, 0)
            pop *= 1.003 + 0.002 * wave(i, t, 1)
            energy = 0.55 * gdp ** 0.97 * (1.25 - 0.03 * t) * (1 + 0.2 * wave(i, 0, 2) + 0.02 * wave(i, t, 2))
            out["gdp"][p, y] = round(gdp, 2)
            out["pop"][p, y] = round(pop, 1)
            out["energy"][p, y] = round(energy, 1)
            out["co2"][p, y] = round(energy * 2.4 * (1 + 0.05 * wave(i, t, 3)), 1)
            out["labor"][p, y] = round(pop * (0.52 + 0.05 * wave(i, 0, 4) + 0.004 * wave(i, t, 4)), 1)
            out["invest"][p, y] = round(gdp * (0.55 + 0.1 * wave(i, 0, 5) + 0.02 * wave(i, t, 5)), 1)
            out["urban"][p, y] = round(45 + 1.2 * t + 8 * wave(i, 0, 6) + 0.3 * wave(i, t, 6), 2)
            out["trade"][p, y] = round(gdp * (0.2 + 0.12 * wave(i, 0, 7) + 0.02 * wave(i, t, 7)), 1)
    return out


def letters(column):
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def sheet_xml(rows, merged):
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
           "<sheetData>"]
    for r, row in enumerate(rows, 1):
        cells = []
        for c, value in enumerate(row):
            if value is None or value == "":
                continue
            at = f"{letters(c)}{r}"
            if isinstance(value, str):
                cells.append(f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            else:
                cells.append(f'<c r="{at}"><v>{value!r}</v></c>')
        out.append(f'<row r="{r}">{"".join(cells)}</row>')
    out.append("</sheetData>")
    if merged:
        out.append(f'<mergeCells count="{len(merged)}">' + "".join(f'<mergeCell ref="{m}"/>' for m in merged) + "</mergeCells>")
    return "".join(out) + "</worksheet>"


def write_xlsx(path, sheets):
    """sheets: name, rows, merged ranges."""
    main = "http://schemas.openxmlformats.org"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        def put(name, text):
            z.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text)
        put("[Content_Types].xml", f'<?xml version="1.0"?><Types xmlns="{main}/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            + "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                      'spreadsheetml.worksheet+xml"/>' for i in range(1, len(sheets) + 1)) + "</Types>")
        put("_rels/.rels", f'<?xml version="1.0"?><Relationships xmlns="{main}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{main}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        put("xl/workbook.xml", f'<?xml version="1.0"?><workbook xmlns="{main}/spreadsheetml/2006/main" '
            f'xmlns:r="{main}/officeDocument/2006/relationships"><sheets>'
            + "".join(f'<sheet name="{escape(s[0])}" sheetId="{i}" r:id="r{i}"/>' for i, s in enumerate(sheets, 1)) + "</sheets></workbook>")
        put("xl/_rels/workbook.xml.rels", f'<?xml version="1.0"?><Relationships xmlns="{main}/package/2006/relationships">'
            + "".join(f'<Relationship Id="r{i}" Type="{main}/officeDocument/2006/relationships/worksheet" '
                      f'Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)) + "</Relationships>")
        for i, (name, rows, merged) in enumerate(sheets, 1):
            put(f"xl/worksheets/sheet{i}.xml", sheet_xml(rows, merged))


def wide(values, title, measure):
    """Places down, years across, with a title, a line of the unit of measurement, and a note."""
    rows = [[title], ["单位：" + measure], ["地区"] + [f"{y}年" for y in YEARS]]
    rows += [[p] + [values[p, y] for y in YEARS] for p in SHORT]
    return rows + [["注：模拟数据，仅作演示。"]]


def long_merged(s):
    """A province written once for its years, a row of units of measurement."""
    rows = [["表3 就业与投资"], ["省份", "年份", "就业人员", "固定资产投资"], [None, None, "万人", "亿元"]]
    merged = []
    for p in SHORT:
        first = len(rows) + 1
        rows += [[p if y == YEARS[0] else None, y, s["labor"][p, y], s["invest"][p, y]] for y in YEARS]
        merged.append(f"A{first}:A{len(rows)}")
    return rows, merged


def download(values):
    """As the statistics office gives it: full names, the newest year first."""
    lines = ["数据库：分省年度数据", "指标：能源消费总量(万吨标准煤)", f"时间：{YEARS[0]}-{YEARS[-1]}",
             "地区," + ",".join(f"{y}年" for y in reversed(YEARS))]
    for p in SHORT:
        lines.append(FULL.get(p, p + "省") + "," + ",".join(repr(values[p, y]) for y in reversed(YEARS)))
    return "\r\n".join(lines + ["数据来源：模拟数据"]) + "\r\n"


def write_folder(folder):
    os.makedirs(folder, exist_ok=True)
    s = series()
    write_xlsx(f"{folder}/01_人口与产值.xlsx", [("年末总人口", wide(s["pop"], "1-2 各地区年末总人口", "万人"), []),
                                          ("地区生产总值", wide(s["gdp"], "2-1 各地区生产总值", "亿元"), [])])
    rows, merged = long_merged(s)
    write_xlsx(f"{folder}/02_就业与投资.xlsx", [("Sheet1", rows, merged)])
    with open(f"{folder}/03_能源消费总量.csv", "w", encoding="gb18030", newline="") as out:
        out.write(download(s["energy"]))
    rows = {y: [["地区", "二氧化碳排放量(万吨)", "城镇化率(%)", "进出口总额(亿元)"]]
            + [[p, s["co2"][p, y], s["urban"][p, y], s["trade"][p, y]] for p in SHORT] for y in YEARS}
    write_xlsx(f"{folder}/04_各年.xlsx", [(str(y), rows[y], []) for y in YEARS])


def picture(rows, merged_rows=()):
    """A sheet as a spreadsheet program shows it: its first rows and columns."""
    shown = [row[:7] for row in rows]
    columns = max(len(row) for row in shown)
    widths = []
    for c in range(columns):
        texts = [str(row[c]) for row in shown if len(row) > c and row[c] is not None and sum(v is not None for v in row) > 1]
        widths.append(max([48] + [14 + sum(13 if ord(ch) > 0x2E80 else 7.5 for ch in t) for t in texts]))
    left, height = 34, 22
    width = left + sum(widths) + 1
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height * (len(shown) + 1) + 1}" '
           f'font-family="\'Noto Sans CJK SC\',\'Microsoft YaHei\',sans-serif" font-size="12">',
           f'<rect width="100%" height="100%" fill="#ffffff"/><rect width="100%" height="{height}" fill="#ececec"/>'
           f'<rect width="{left}" height="100%" fill="#ececec"/>']
    x = left
    for c in range(columns):
        out.append(f'<text x="{x + widths[c] / 2:.1f}" y="15" text-anchor="middle" fill="#595959">{letters(c)}</text>')
        x += widths[c]
    for r, row in enumerate(shown):
        y = height * (r + 1)
        out.append(f'<text x="{left / 2}" y="{y + 15}" text-anchor="middle" fill="#595959">{r + 1}</text>')
        out.append(f'<path d="M0 {y}H{width:.0f}" stroke="#d5d5d5"/>')
        x = left
        for c in range(columns):
            value = row[c] if c < len(row) else None
            if value is not None:
                number = not isinstance(value, str)
                place = x + widths[c] - 6 if number else x + 6
                out.append(f'<text x="{place:.1f}" y="{y + 15}" text-anchor="{"end" if number else "start"}" fill="#1a1a1a">'
                           f"{escape(str(value))}</text>")
            x += widths[c]
    x = left
    for c in range(columns):
        out.append(f'<path d="M{x:.1f} 0V{height * (len(shown) + 1)}" stroke="#d5d5d5"/>')
        x += widths[c]
    return "\n".join(out) + "\n</svg>\n"


ENGLISH = {"山西": "Shanxi", "内蒙古": "Inner Mongolia", "辽宁": "Liaoning", "地区": "Region", "省份": "Province", "年份": "Year", "指标": "Indicator",
           "数值": "Value", "GDP(亿元)": "GDP (100 million yuan)", "能源消费总量": "Energy consumption", "人口(万人)": "Population (10000 persons)",
           "1-2 各地区年末总人口": "1-2 Population at year end", "单位：万人": "Unit: 10000 persons", "注：模拟数据，仅作演示。": "Note: simulated numbers.",
           "数据库：分省年度数据": "Database: annual data by province", "地区：山西省": "Region: Shanxi", "数据来源：模拟数据": "Source: simulated numbers",
           "地区生产总值(亿元)": "GDP (100 million yuan)", "年末总人口(万人)": "Population (10000 persons)", "二氧化碳排放量(万吨)": "CO2 (10000 tons)",
           "城镇化率(%)": "Urban population (%)", "表3 就业与投资": "Table 3 Employment and investment", "就业人员": "Employment",
           "固定资产投资": "Investment", "万人": "10000 persons", "亿元": "100 million yuan"}


def in_english(value):
    if not isinstance(value, str):
        return value
    year = value[:-1] if value.endswith("年") and value[:-1].isdigit() else value
    return ENGLISH.get(value, year)


def shapes():
    """Rows of a sheet of each shape."""
    s = series()
    three = SHORT[:3]
    return {"long": [["地区", "年份", "GDP(亿元)", "能源消费总量"]]
            + [[p, y, s["gdp"][p, y], s["energy"][p, y]] for p in SHORT[:2] for y in YEARS[:3]],
            "wide": [["1-2 各地区年末总人口"], ["单位：万人"], ["地区"] + [f"{y}年" for y in YEARS[:4]]]
            + [[p] + [s["pop"][p, y] for y in YEARS[:4]] for p in three] + [["注：模拟数据，仅作演示。"]],
            "turned": [["年份"] + three] + [[y] + [s["gdp"][p, y] for p in three] for y in YEARS[:5]],
            "indicator-column": [["地区", "指标"] + [str(y) for y in YEARS[:3]]]
            + [[p, n] + [s[k][p, y] for y in YEARS[:3]] for p in SHORT[:2] for n, k in (("GDP(亿元)", "gdp"), ("人口(万人)", "pop"))],
            "indicators": [["数据库：分省年度数据"], ["地区：山西省"], ["指标"] + [f"{y}年" for y in reversed(YEARS[:3])]]
            + [[n] + [s[k]["山西", y] for y in reversed(YEARS[:3])] for n, k in (("地区生产总值(亿元)", "gdp"), ("年末总人口(万人)", "pop"))]
            + [["数据来源：模拟数据"]],
            "indicator-rows": [["地区", "年份", "指标", "数值"]]
            + [[p, y, n, s[k][p, y]] for p in SHORT[:2] for y in YEARS[:2] for n, k in (("GDP(亿元)", "gdp"), ("人口(万人)", "pop"))],
            "side-by-side": [["GDP(亿元)", None, None, None, "人口(万人)"], ["地区", *map(str, YEARS[:2]), None, "地区", *map(str, YEARS[:2])]]
            + [[p] + [s["gdp"][p, y] for y in YEARS[:2]] + [None, p] + [s["pop"][p, y] for y in YEARS[:2]] for p in three],
            "year-a-sheet": [["地区", "二氧化碳排放量(万吨)", "城镇化率(%)"]] + [[p, s["co2"][p, 2010], s["urban"][p, 2010]] for p in three],
            "merged": long_merged(s)[0][:8]}


def write_pictures(folder):
    os.makedirs(folder, exist_ok=True)
    for name, rows in shapes().items():
        for language in ("en", "zh"):
            shown = [[in_english(v) for v in row] for row in rows] if language == "en" else rows
            with open(f"{folder}/shape-{name}.{language}.svg", "w", encoding="utf-8") as out:
                out.write(picture(shown))


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--pictures":
        write_pictures(sys.argv[2])
    elif len(sys.argv) == 2:
        write_folder(sys.argv[1])
    else:
        sys.exit(__doc__)
