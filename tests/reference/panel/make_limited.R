# Quantile regression with nid errors on several regressors, from quantreg.
#   Rscript make_limited.R > r_limited.json      (Debian 12: r-cran-quantreg 5.94)
suppressMessages(library(quantreg))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
number <- function(x) paste0("{", paste(sprintf('"%s": %.12g', names(x), x), collapse = ", "), "}")
named <- function(x) { names(x)[names(x) == "(Intercept)"] <- "_cons"; x }
d <- read.csv(file.path(here, "fe_twoway_unbalanced/input.csv"))
q <- function(tau) {
  m <- rq(y ~ x1 + x2 + x3, tau = tau, data = d)
  s <- summary(m, se = "nid")$coefficients
  se <- s[, 2]; names(se) <- rownames(s)
  sprintf('{"coef": %s, "se_nid": %s, "objective": %.12g}', number(named(coef(m))), number(named(se)), m$rho)
}
cat(sprintf('{"q25": %s,\n "q50": %s,\n "q80": %s\n}\n', q(.25), q(.5), q(.8)))
