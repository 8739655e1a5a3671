# Weights, unit slopes, degrees of freedom, small-sample and serial covariances, iid quantile errors, truncated
# regression and random-effects Tobit, from base R, sandwich, clubSandwich, estimatr, plm and quantreg; likelihoods that
# no package of Debian has are written out here and maximised by optim.
#   Rscript make_more.R > r_more.json
# Debian 12: r-cran-sandwich 3.0-2, r-cran-clubsandwich 0.5.8, r-cran-estimatr 1.0.0, r-cran-plm 2.6-2,
# r-cran-quantreg 5.94, r-cran-statmod 1.5.0
suppressMessages({library(sandwich); library(clubSandwich); library(estimatr); library(plm); library(quantreg)
                  library(statmod)})
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
number <- function(x) paste0("{", paste(sprintf('"%s": %.12g', names(x), x), collapse = ", "), "}")
slopes <- c("x1", "x2", "x3")
se <- function(v, which = slopes) { s <- sqrt(diag(as.matrix(v)))[which]; number(s) }
d <- read.csv(file.path(here, "fe_twoway_unbalanced/input.csv"))
d <- d[order(d$id, d$year), ]
d$t <- d$year - min(d$year)
d$w <- 1 + (7 * d$id + 3 * d$year) %% 5      # whole, so that it can also be a frequency
d$v <- d$w / 3
out <- list()
say <- function(block, ...) out[[block]] <<- paste0("{", paste0(sprintf('"%s": %s', names(list(...)), c(...)),
                                                              collapse = ", "), "}")

# Weights: analytic with dummies, classical and HC1; the same rows repeated for frequencies; the constant in OLS.
f <- y ~ x1 + x2 + x3 + factor(id) + factor(year)
m <- lm(f, d, weights = v)
say("aw_fe", coef = number(coef(m)[slopes]), iid = se(vcov(m)), robust = se(vcovHC(m, "HC1")),
    cluster_region_hc0 = se(vcovCL(m, d$region, type = "HC0", cadjust = FALSE)), n = nobs(m), df = m$df.residual)
m <- lm(y ~ x1 + x2 + x3, d, weights = v)
named <- function(x) { names(x)[names(x) == "(Intercept)"] <- "_cons"; x }
all4 <- function(v) number(named(sqrt(diag(v))))
say("aw_ols", coef = number(named(coef(m))), iid = all4(vcov(m)), robust = all4(vcovHC(m, "HC1")))
r <- d[rep(seq_len(nrow(d)), d$w), ]
m <- lm(f, r)
say("fw_fe", coef = number(coef(m)[slopes]), iid = se(vcov(m)), robust = se(vcovHC(m, "HC1")),
    cluster_region_hc0 = se(vcovCL(m, r$region, type = "HC0", cadjust = FALSE)), n = nobs(m), df = m$df.residual)

# A slope of the trend for every unit, beside unit and year effects.
m <- lm(y ~ x1 + x2 + x3 + factor(id) * t + factor(year), d)
use <- !is.na(coef(m))
say("slopes", coef = number(coef(m)[slopes]), iid = se(vcov(m)), hc1 = se(vcovHC(m, "HC1")), rss = deviance(m),
    rank = m$rank)

# Degrees of freedom: id is nested in region; years are linked. The exact rank, and fixest's sum K - (G - 1).
m <- lm(y ~ x1 + x2 + x3 + factor(id) + factor(year) + factor(region), d)
k <- length(unique(d$id)) + length(unique(d$year)) + length(unique(d$region)) - 2
fixest <- nrow(d) - 3 - k
say("dof", exact_df = m$df.residual, fixest_df = fixest, iid = se(vcov(m)),
    iid_fixest = se(vcov(m) * m$df.residual / fixest))

# Two-way dummies: HC2, HC3, and CR2 by region with Satterthwaite degrees of freedom; CR2 and CR3 by id in OLS (with
# dummies nested in the clusters clubSandwich's CR3 is singular).
m <- lm(f, d)
cr2 <- vcovCR(m, d$region, type = "CR2")
test <- coef_test(m, cr2, test = "Satterthwaite")
df <- if ("df_Satt" %in% names(test)) test$df_Satt else test$df
names(df) <- if ("Coef" %in% names(test)) test$Coef else rownames(test)
e <- lm_robust(y ~ x1 + x2 + x3 + factor(id) + factor(year), d, clusters = region, se_type = "CR2")
es <- e$std.error; names(es) <- e$term; edf <- e$df; names(edf) <- e$term
say("corrected", hc2 = se(vcovHC(m, "HC2")), hc3 = se(vcovHC(m, "HC3")), cr2 = se(cr2), cr2_df = number(df[slopes]),
    estimatr_cr2 = number(es[slopes]), estimatr_cr2_df = number(edf[slopes]))
m <- lm(y ~ x1 + x2 + x3, d)
cr2 <- vcovCR(m, d$id, type = "CR2")
test <- coef_test(m, cr2, test = "Satterthwaite")
df <- if ("df_Satt" %in% names(test)) test$df_Satt else test$df
names(df) <- if ("Coef" %in% names(test)) test$Coef else rownames(test)
say("corrected_ols", cr2 = all4(cr2), cr2_df = number(named(df)), cr3_unscaled = all4(vcovCR(m, d$id, type = "CR3")))

# Newey-West on one series (the years of the first unit's region averaged), and inside every unit of the panel.
s <- aggregate(cbind(y, x1, x2) ~ year, d, mean)
m <- lm(y ~ x1 + x2, s)
say("newey_west_series", coef = number(named(coef(m))),
    hc0 = number(named(sqrt(diag(NeweyWest(m, lag = 2, prewhite = FALSE, adjust = FALSE))))), n = nobs(m))
p <- pdata.frame(d, index = c("id", "year"))
w <- plm(y ~ x1 + x2 + x3, p, model = "within", effect = "individual")
say("within", newey_west_2 = se(vcovNW(w, maxlag = 2)), driscoll_kraay_2 = se(vcovSCC(w, maxlag = 2)), n = nobs(w))

# Quantiles: iid errors with the sparsity of Stata's vce(iid, fitted), at Hall and Sheather's bandwidth. (quantreg's own
# "iid" takes the sparsity from ordered residuals.)
q <- function(tau) {
  X <- model.matrix(~ x1 + x2 + x3, d)
  h <- bandwidth.rq(tau, nrow(d))
  s <- sum(colMeans(X) * (rq.fit(X, d$y, tau + h)$coef - rq.fit(X, d$y, tau - h)$coef)) / (2 * h)
  x <- sqrt(tau * (1 - tau) * diag(solve(crossprod(X)))) * s; names(x) <- colnames(X); number(named(x))
}
say("quantile_iid", q25 = q(.25), q50 = q(.5), q80 = q(.8))

# Truncated regression from below at 0: the likelihood of Hausman and Wise (1977), its curvature by differences.
hessian <- function(f, at) optimHess(at, f, control = list(ndeps = rep(1e-4, length(at))))
tr <- d[d$y > 0, ]
X <- model.matrix(~ x1 + x2 + x3, tr)
nll <- function(q) {
  s <- exp(q[5]); m <- X %*% q[1:4]
  -sum(dnorm(tr$y, m, s, log = TRUE) - pnorm(m / s, log.p = TRUE))
}
start <- c(coef(lm(y ~ x1 + x2 + x3, tr)), log(sd(tr$y)))
o <- optim(start, nll, method = "BFGS", control = list(reltol = 1e-15, maxit = 5000))
o <- optim(o$par, nll, method = "BFGS", control = list(reltol = 1e-16, maxit = 5000))
b <- o$par[1:4]; names(b) <- colnames(X)
v <- solve(hessian(nll, o$par)); g <- sqrt(diag(v))[1:4]; names(g) <- colnames(X)
say("truncated", coef = number(named(b)), se = number(named(g)), sigma = sprintf("%.12g", exp(o$par[5])),
    log_likelihood = sprintf("%.12g", -o$value), n = nrow(tr))

# Random-effects Tobit, limited from below at 0: each unit's integral over its effect by 60 Gauss-Hermite points.
g60 <- gauss.quad(60, "hermite")
X <- model.matrix(~ x1 + x2 + x3, d)
units <- split(seq_len(nrow(d)), d$id)
nll <- function(q) {
  su <- exp(q[5]); s <- exp(q[6]); m <- as.vector(X %*% q[1:4])
  u <- sqrt(2) * su * g60$nodes
  one <- outer(m, u, "+")
  ll <- dnorm(d$y, one, s, log = TRUE)
  ll[d$y <= 0, ] <- pnorm(-one[d$y <= 0, ] / s, log.p = TRUE)
  -sum(sapply(units, function(i) {
    a <- colSums(ll[i, , drop = FALSE]) + log(g60$weights / sqrt(pi)); top <- max(a); top + log(sum(exp(a - top)))
  }))
}
start <- c(coef(lm(y ~ x1 + x2 + x3, d)), 0, 0)
o <- optim(start, nll, method = "BFGS", control = list(reltol = 1e-13, maxit = 2000))
o <- optim(o$par, nll, method = "BFGS", control = list(reltol = 1e-16, maxit = 2000))
b <- o$par[1:4]; names(b) <- colnames(X)
v <- solve(hessian(nll, o$par)); g <- sqrt(diag(v))[1:4]; names(g) <- colnames(X)
say("xttobit", coef = number(named(b)), se = number(named(g)), sigma_u = sprintf("%.12g", exp(o$par[5])),
    sigma_e = sprintf("%.12g", exp(o$par[6])), log_likelihood = sprintf("%.12g", -o$value))
cat("{", paste(sprintf('"%s": %s', names(out), unlist(out)), collapse = ",\n "), "\n}\n", sep = "")
