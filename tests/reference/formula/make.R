# usage: Rscript make.R   writes expected.csv beside this file: least squares on Grunfeld's data with squares, products and lags as R
# makes them (I(), :, and lags joined by firm and year before rows are chosen), firm effects as dummies.
d <- read.csv("../panel/panel_grunfeld/input.csv")
names(d)[1:2] <- c("firm", "year")
before <- function(x, k) d[[x]][match(paste(d$firm, d$year - k), paste(d$firm, d$year))]
d$lag_value <- before("value", 1)
d$lag_capital <- before("capital", 1)
d$std_value <- as.numeric(scale(d$value))
cat("case,term,n,coef,iid\n", file = "expected.csv")
fit <- function(case, formula, data, terms) {
  m <- lm(formula, data)
  se <- sqrt(diag(vcov(m)))
  for (t in names(terms))
    cat(paste(c(case, terms[[t]], nobs(m), sprintf("%.15g", c(coef(m)[[t]], se[[t]]))), collapse = ","), "\n", sep = "", file = "expected.csv",
        append = TRUE)
}
fit("square", inv ~ value + I(value^2) + factor(firm), d, c(value = "value", `I(value^2)` = "value^2"))
fit("crossed", inv ~ value * capital + factor(firm), d, c(value = "value", capital = "capital", `value:capital` = "value:capital"))
late <- d[d$year >= 1945, ]
fit("lags of all rows", inv ~ lag_value + I(lag_value^2) + lag_value:lag_capital + factor(firm), late,
    c(lag_value = "L.value", `I(lag_value^2)` = "L.value^2", `lag_value:lag_capital` = "L.value:L.capital"))
fit("standardized", inv ~ std_value + std_value:capital + factor(firm), late, c(std_value = "std(value)", `std_value:capital` = "std(value):capital"))
fit("change of a square", dy ~ dx, transform(d, dy = inv - before("inv", 1), dx = value^2 - before("value", 1)^2), c(dx = "D.(value^2)"))

# The turning point of the square, its error by the delta method, Fieller's interval as the roots found by search, and the test of Lind and
# Mehlum as two one-sided t tests at the ends of the data.
cat("", file = "turning.csv")
turning <- function(y, x) {
  d$x <- d[[x]]
  d$y <- d[[y]]
  m <- lm(y ~ x + I(x^2) + factor(firm), d)
  b <- coef(m)[c("x", "I(x^2)")]
  v <- vcov(m)[c("x", "I(x^2)"), c("x", "I(x^2)")]
  slope <- function(x) b[[1]] + 2 * b[[2]] * x
  error <- function(x) sqrt(drop(t(c(1, 2 * x)) %*% v %*% c(1, 2 * x)))
  at <- -b[[1]] / (2 * b[[2]])
  gradient <- c(-1 / (2 * b[[2]]), b[[1]] / (2 * b[[2]]^2))
  beyond <- function(x) abs(slope(x)) / error(x) - qt(0.975, df.residual(m))
  low <- uniroot(beyond, c(at - 1e6, at), tol = 1e-10)$root
  high <- uniroot(beyond, c(at, at + 1e6), tol = 1e-10)$root
  ends <- range(d$x)
  steep <- sign(b[[2]]) * c(-1, 1) * slope(ends) / c(error(ends[1]), error(ends[2]))
  p <- max(pt(steep, df.residual(m), lower.tail = FALSE))
  names <- c("turning_point", "turning_point_se", "turning_point_low", "turning_point_high", "slope_at_min", "slope_at_max", "p")
  cat(sprintf("%s,%s,%.12g\n", x, names, c(at, sqrt(drop(crossprod(gradient, v %*% gradient))), low, high, slope(ends), p)), sep = "",
      file = "turning.csv", append = TRUE)
}
turning("inv", "value")
turning("value", "capital")
