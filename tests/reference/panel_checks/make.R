# Makes expected.json: checks of fixed-effects models by R, on the inputs of ../panel. Run in this folder:
#   Rscript make.R
# (r-cran-plm, r-cran-sandwich, r-cran-jsonlite). Pesaran's CD is plm::pcdtest. The modified Wald test, Wooldridge's test
# and the variance inflation factors are written out here from their formulas with lm and sandwich; car::vif confirms the
# last.
suppressMessages({library(plm); library(sandwich); library(jsonlite)})

modified_wald <- function(e, unit) {
  all <- mean(e^2)
  parts <- tapply(e^2, unit, function(s) {
    n <- length(s)
    # Two residuals about their unit's mean have equal squares: only rounding is left of their variance.
    if (n < 2 || sum((s - mean(s))^2) <= 1e-20 * mean(s)^2) return(NA)
    (mean(s) - all)^2 / (var(s) / n)      # var = sum (s - mean)^2 / (n - 1)
  })
  parts <- parts[!is.na(parts)]
  list(statistic = sum(parts), df = length(parts), p = pchisq(sum(parts), length(parts), lower.tail = FALSE))
}

# D.y on D.x (and differenced year dummies), e on L.e, clustered on units, coefficient = -0.5.
wooldridge <- function(d, y, x, unit, time, years) {
  key <- paste(d[[unit]], d[[time]])
  before <- match(paste(d[[unit]], d[[time]] - 1), key)
  dy <- d[[y]] - d[[y]][before]
  X <- as.matrix(d[, x, drop = FALSE])
  if (years) X <- cbind(X, model.matrix(~ factor(d[[time]]))[, -1])
  DX <- X - X[before, , drop = FALSE]
  ok <- !is.na(before)
  e <- rep(NA, nrow(d))
  e[ok] <- lm.fit(DX[ok, , drop = FALSE], dy[ok])$residuals
  le <- e[before]
  use <- !is.na(e) & !is.na(le)
  d2 <- data.frame(e = e[use], le = le[use])
  fit <- lm(e ~ 0 + le, d2)
  g <- d[[unit]][use]
  v <- vcovCL(fit, cluster = g, type = "HC1")  # (N-1)/(N-k) G/(G-1)
  f <- (coef(fit)[[1]] + 0.5)^2 / v[1, 1]
  df2 <- length(unique(g)) - 1
  list(statistic = f, df = 1, df2 = df2, p = pf(f, 1, df2, lower.tail = FALSE))
}

vif_of <- function(M) {
  v <- sapply(seq_len(ncol(M)), function(j) 1 / (1 - summary(lm(M[, j] ~ M[, -j]))$r.squared))
  as.list(setNames(v, colnames(M)))
}

study <- function(folder, y, x, unit, time) {
  d <- read.csv(file.path("..", "panel", folder, "input.csv"))
  f <- as.formula(paste(y, "~", paste(x, collapse = " + ")))
  dummies <- list(unit = paste("factor(", unit, ")"), both = paste("factor(", unit, ") + factor(", time, ")"))
  out <- list()
  for (which in names(dummies)) {
    both <- which == "both"
    ls <- lm(as.formula(paste(deparse(f), "+", dummies[[which]])), d)
    e <- residuals(ls)
    fit <- plm(f, d, index = c(unit, time), model = "within", effect = if (both) "twoways" else "individual")
    stopifnot(max(abs(sort(as.numeric(residuals(fit))) - sort(as.numeric(e)))) < 1e-6 * max(abs(e)))
    cd <- pcdtest(fit, test = "cd")
    X <- as.matrix(d[, x])
    within <- sapply(x, function(v) residuals(lm(as.formula(paste(v, "~", dummies[[which]])), d)))
    out[[which]] <- list(
      cd = list(statistic = as.numeric(cd$statistic), p = as.numeric(cd$p.value)),
      hetero = modified_wald(e, d[[unit]]),
      serial = wooldridge(d, y, x, unit, time, both),
      vif = vif_of(X),
      vif_within = vif_of(within),
      within = as.list(setNames(colSums(within^2) / colSums(scale(X, scale = FALSE)^2), x)),
      sd = as.list(setNames(apply(X, 2, sd), x)),
      sd_within = as.list(setNames(apply(within, 2, sd), x)))
  }
  if (requireNamespace("car", quietly = TRUE))
    stopifnot(all.equal(unlist(out$unit$vif), car::vif(lm(f, d)), tolerance = 1e-10))
  out
}

all <- list(
  panel_grunfeld = study("panel_grunfeld", "inv", c("value", "capital"), "firm", "year"),
  panel_produc = study("panel_produc", "lgsp", c("lpcap", "lpc", "lemp", "unemp"), "state", "year"),
  fe_twoway_unbalanced = study("fe_twoway_unbalanced", "y", c("x1", "x2", "x3"), "id", "year"))
writeLines(toJSON(all, digits = I(15), auto_unbox = TRUE, pretty = TRUE), "expected.json")
