data list list /id (f4.0) city (a24) year (f4.0) gdp (f10.2) d (date11) grp (f2.0).
begin data
1 "Wuwei" 2010 228.77 "09-FEB-1981" 1
1 "Wuwei" 2011 -99 "10-FEB-1981" 2
2 "Jinchang" 2010 210.5 "11-FEB-1981" 1
2 "Jinchang" 2011 232.75 . 9
end data.
variable labels gdp "GDP" grp "group".
value labels grp 1 "growing" 2 "ripe".
missing values gdp (-99) grp (9).
export outfile="pa.por".
