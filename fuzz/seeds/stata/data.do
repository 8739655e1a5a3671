winsor2 y x, cuts(5 95) replace
replace z = L.z + 1 if region == "east" in 2/9
keep if year > 2010
drop x
rename z w
sort city year
sum y w, detail
tabstat y, by(region) stat(mean sd)
