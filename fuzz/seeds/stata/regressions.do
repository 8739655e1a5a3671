gen lx = log(x) if y > 0
reghdfe y x z, absorb(city year) vce(cluster city)
test x = z
xtreg y x i.year, fe robust
eststo fe: xtreg y x, fe
xtreg y x, re
hausman fe .
