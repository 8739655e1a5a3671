data list list /id (f4.0) city (a24) year (f4.0) gdp (f10.2) d (date11) grp (f2.0).
begin data
1 "武威" 2010 228.77 "09-FEB-1981" 1
1 "武威" 2011 -99 "10-FEB-1981" 2
2 "金昌" 2010 210.5 "11-FEB-1981" 1
2 "金昌" 2011 232.75 . 9
end data.
variable labels gdp "地区生产总值" grp "分组".
value labels grp 1 "成长型" 2 "成熟型".
missing values gdp (-99) grp (9).
save outfile="p.sav".
save outfile="pz.sav" /compressed.
save outfile="pzz.sav" /zcompressed.
export outfile="p.por".
