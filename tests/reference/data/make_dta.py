"""Stata files of versions 114, 115, 117, 118 and 119 with the same small panel, by pandas (Debian: python3-pandas).

Run in this folder: python3 make_dta.py. Files below 118 hold Chinese as unmarked GB18030 bytes, as a Chinese Stata 12
wrote them: pandas is given the GBK bytes dressed up as Latin-1.
"""

import numpy as np
import pandas as pd


def panel(gbk):
    text = (lambda s: s.encode("gbk").decode("latin-1")) if gbk else (lambda s: s)
    frame = pd.DataFrame(
        {
            "city": [text(s) for s in ["武威", "武威", "金昌", "金昌"]],
            "year": np.array([2010, 2011, 2010, 2011], dtype=np.int16),
            "gdp": [228.77, np.nan, 210.51, 232.75],
            "stage": pd.Categorical([text(s) for s in ["成长型", "成长型", "成熟型", "成熟型"]]),
            "founded": pd.to_datetime(["2001-05-09", "2001-05-09", "1981-02-09", "1981-02-09"]),
        }
    )
    labels = {"gdp": text("地区生产总值")}
    return frame, labels


def write(name, version, gbk):
    frame, labels = panel(gbk)
    frame.to_stata(name, version=version, write_index=False, variable_labels=labels,
                   convert_dates={"founded": "td"}, time_stamp=pd.Timestamp("2020-01-01"))


write("panel_114_gbk.dta", 114, True)
write("panel_117_gbk.dta", 117, True)
write("panel_118.dta", 118, False)
write("panel_119.dta", 119, False)
# Stata 12's 115 differs from 114 in its first byte alone.
data = bytearray(open("panel_114_gbk.dta", "rb").read())
data[0] = 115
open("panel_115_gbk.dta", "wb").write(data)
