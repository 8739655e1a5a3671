# Instruments with two endogenous regressors, clustered errors and unit effects, from AER, sandwich and plm.
#   Rscript make_iv.R > r_iv.json      (Debian 12: r-cran-aer 1.2-10, r-cran-sandwich 3.0-2, r-cran-plm 2.6-2)
suppressMessages({library(AER); library(sandwich); library(plm)})
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
number <- function(x) paste0("{", paste(sprintf('"%s": %.12g', names(x), x), collapse = ", "), "}")
named <- function(x) { names(x)[names(x) == "(Intercept)"] <- "_cons"; x }
se <- function(v) number(named(sqrt(diag(v))))
d <- read.csv(file.path(here, "fe_twoway_unbalanced/input.csv"))
d <- d[order(d$id, d$year), ]
# Instruments: the past of the regressors, by the calendar.
past <- function(v) { i <- match(paste(d$id, d$year - 1), paste(d$id, d$year)); d[[v]][i] }
d$z1 <- past("x1"); d$z2 <- past("x2"); d$z3 <- past("x3")
d <- d[complete.cases(d), ]
m <- ivreg(y ~ x3 + x1 + x2 | x3 + z1 + z2 + z3, data = d)
s <- summary(m, diagnostics = TRUE)$diagnostics
# First stages: coefficients, and the joint test of the excluded instruments with three kinds of errors.
stage <- function(name, vcov) {
  full <- lm(reformulate(c("x3", "z1", "z2", "z3"), name), data = d)
  waldtest(lm(reformulate("x3", name), data = d), full, vcov = vcov, test = "F")$F[2]
}
stages <- function(vcov) number(sapply(c(x1 = "x1", x2 = "x2"), stage, vcov = vcov))
robust <- function(m) vcovHC(m, type = "HC1")
clustered <- function(m) vcovCL(m, d$id[as.integer(names(fitted(m)))], type = "HC1", cadjust = TRUE)
rownames(d) <- NULL
x1 <- lm(x1 ~ x3 + z1 + z2 + z3, data = d)
p <- pdata.frame(d, index = c("id", "year"))
w <- plm(y ~ x3 + x1 | x3 + z1 + z2, data = p, model = "within")
cat(sprintf(paste0('{"n": %d,\n "coef": %s,\n "iid_small": %s,\n "hc0": %s,\n "cluster_hc0": %s,\n',
                   ' "first_stage": {"x1": %.12g, "x2": %.12g},\n "first_stage_robust": %s,\n',
                   ' "first_stage_cluster": %s,\n "x1_stage": {"coef": %s, "robust": %s},\n',
                   ' "wu_hausman": %.12g,\n "sargan": %.12g,\n',
                   ' "within": {"n": %d, "units": %d, "coef": %s, "iid": %s, "cluster_hc0": %s}\n}\n'),
            nobs(m), number(named(coef(m))), se(vcov(m)), se(sandwich(m)),
            se(vcovCL(m, d$id, type = "HC0", cadjust = FALSE)),
            s[1, "statistic"], s[2, "statistic"], stages(robust), stages(clustered), number(named(coef(x1))),
            se(robust(x1)), s["Wu-Hausman", "statistic"], s["Sargan", "statistic"],
            nobs(w), length(unique(d$id)), number(coef(w)), se(vcov(w)),
            se(vcovHC(w, method = "arellano", type = "HC0"))))
