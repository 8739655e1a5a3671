# First differences, unbalanced random effects and Hausman tests that the cases lack, from R plm.
#   Rscript make_static.R > plm_static.json      (Debian 12: r-cran-plm 2.6-2)
suppressMessages(library(plm))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
number <- function(x) paste0("{", paste(sprintf('"%s": %.12g', names(x), x), collapse = ", "), "}")
named <- function(x) { names(x)[names(x) == "(Intercept)"] <- "_cons"; x }
fit <- function(m, v = vcov(m)) sprintf('{"coef": %s, "se": %s}', number(named(coef(m))), number(named(sqrt(diag(v)))))
grunfeld <- pdata.frame(read.csv(file.path(here, "panel_grunfeld/input.csv")), index = c("firm", "year"))
g <- inv ~ value + capital
fe <- plm(g, grunfeld, model = "within")
re <- plm(g, grunfeld, model = "random")
holes <- pdata.frame(read.csv(file.path(here, "fe_twoway_unbalanced/input.csv")), index = c("id", "year"))
u <- y ~ x1 + x2 + x3
aux <- phtest(g, grunfeld, method = "aux", vcov = function(x) vcovHC(x, method = "arellano", type = "HC0"))
bp <- plmtest(u, holes, effect = "individual", type = "bp")
cat(sprintf('{"fd": %s,\n "fd_nocons": %s,\n "hausman_aux_hc0": %.12g,\n "bp_unbalanced": %.12g\n}\n',
            fit(plm(g, grunfeld, model = "fd")), fit(plm(update(g, . ~ . - 1), grunfeld, model = "fd")),
            aux$statistic, bp$statistic))
