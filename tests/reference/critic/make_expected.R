# usage: Rscript make_expected.R   writes expected.csv beside this file: CRITIC weights of ../index/input.csv by R's sd and cor,
# pooled over all rows and as means of each year's, and the index of each row. second.py computes the same in decimal arithmetic.
d <- read.csv("../index/input.csv")
names <- c("education", "wage", "green", "sulphur", "water")
negative <- c("sulphur", "water")
scaled <- function(d) sapply(names, function(j) {
  x <- d[[j]]
  (if (j %in% negative) max(x) - x else x - min(x)) / (max(x) - min(x))
})
critic <- function(d) {
  z <- scaled(d)
  contrast <- apply(z, 2, sd)
  conflict <- colSums(1 - cor(z))
  information <- contrast * conflict
  weight <- information / sum(information)
  list(contrast = contrast, conflict = conflict, information = information, weight = weight, index = as.vector(z %*% weight))
}
lines <- function(what, values) paste(what, paste(sprintf("%.17g", values), collapse = ","), sep = ",")
pooled <- critic(d)
years <- lapply(split(d, d$year), critic)
index <- rep(NA, nrow(d))
for (year in names(years)) index[d$year == as.integer(year)] <- years[[year]]$index
out <- c(sapply(c("contrast", "conflict", "information", "weight", "index"), function(what) lines(what, pooled[[what]])),
         lines("year_weight", rowMeans(sapply(years, function(y) y$weight))), lines("year_index", index))
writeLines(out, "expected.csv")
