ivregress 2sls y (x = z L.z) i.year, robust first
tobit y x z, ll(0) ul(5)
qreg y x, quantile(.25)
xtabond2 y L.y x, gmm(L.y, lag(1 2) collapse) iv(x) twostep
reg y x c.x#c.z i.region [aw=year] // comment
boottest x, reps(99) seed(1)
local controls x z
regress y `controls'
