"""Workbooks as other programs write them, by openpyxl (Debian: python3-openpyxl). Run in this folder: python3 make_xlsx.py.

openpyxl keeps text inside the sheet and no sharedStrings part where it can, unlike Excel and libxlsxwriter.
"""

import datetime
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Font


def save(book, name):
    book.properties.created = book.properties.modified = datetime.datetime(2020, 1, 1)
    book.save(name)


book = Workbook()
cover = book.active
cover.title = "封面"
sheet = book.create_sheet("数据")
sheet.append([])
sheet.append(["城市", "年份", "日期", "地区生产总值", "代码", "空列", "流域"])
sheet["A2"].font = Font(bold=True)
sheet.append(["武威", datetime.date(2010, 1, 1), datetime.date(2010, 12, 31), 228.77, "620600", None, "上游"])
sheet.append(["武威", datetime.date(2011, 1, 1), datetime.datetime(2011, 12, 31, 12, 30), "=200+72.85", "620600", None, "上游"])
sheet.append([])
sheet.append(["金昌", datetime.date(2010, 1, 1), datetime.date(2010, 12, 31), None, "620300", None, "#N/A"])
for row in (3, 4, 6):
    sheet.cell(row, 2).number_format = "yyyy\"年\""
save(book, "plain.xlsx")
# openpyxl computes nothing; Excel keeps the value of a formula beside it, which is put in here.
with zipfile.ZipFile("plain.xlsx") as old:
    parts = [(item, old.read(item)) for item in old.infolist()]
with zipfile.ZipFile("plain.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
    for item, data in parts:
        new.writestr(item, data.replace(b"<f>200+72.85</f><v />", b"<f>200+72.85</f><v>272.85</v>")
                               .replace(b"<f>200+72.85</f><v></v>", b"<f>200+72.85</f><v>272.85</v>"))

book = Workbook()
sheet = book.active
sheet.append(["城市", "年份", "能源", None])
sheet.append(["武威", 2010, 1, 2])
sheet.merge_cells("C1:D1")
save(book, "merged_header.xlsx")

book = Workbook()
sheet = book.active
sheet.append(["城市", "年份", "gdp", "gdp"])
sheet.append(["武威", 2010, 1, 2])
save(book, "doubled_header.xlsx")

book = Workbook()
sheet = book.active
sheet.append(["城市", "年份", "gdp"])
sheet.append(["武威", 2010, 1])
sheet.append([None, 2011, 2])
sheet.append(["金昌", 2010, "约 300"])
sheet.append(["金昌", 2011, "=1+1"])
sheet.merge_cells("A2:A3")
save(book, "merged_body.xlsx")
