# A Stata file of version 113 by R's foreign (Debian: r-cran-foreign). Run in this folder: Rscript make_dta.R
library(foreign)
panel <- data.frame(city = c("Wuwei", "Wuwei", "Jinchang", "Jinchang"), year = c(2010L, 2011L, 2010L, 2011L),
                    gdp = c(228.77, NA, 210.51, 232.75), stringsAsFactors = FALSE)
write.dta(panel, "panel_113.dta", version = 8)
# foreign stamps the time; a fixed one keeps the file the same.
bytes <- readBin("panel_113.dta", "raw", 1e6)
bytes[92:109] <- c(charToRaw("01 Jan 2020 00:00"), as.raw(0))
writeBin(bytes, "panel_113.dta")
