#include "ecoeff/report/replicate/r_common.hpp"

namespace ecoeff {

const char* const kCommonInR = R"R(
# --- Functions that the lines below use; they need no package.
known <- function(x) replace(x, !is.finite(x), NA)
# The value of the same unit k periods before; a gap gives NA.
lag_of <- function(x, unit, time, k = 1) x[match(paste(unit, time - k), paste(unit, time))]
difference <- function(x, unit, time, times = 1) {
  for (i in seq_len(times)) x <- x - lag_of(x, unit, time)
  x
}
standardized <- function(x) (x - mean(x, na.rm = TRUE)) / sd(x, na.rm = TRUE)
share_of <- function(x, time) known(x / ave(x, time, FUN = function(v) sum(v, na.rm = TRUE)))
deflated <- function(x, price, unit, time, base) {
  first <- (price[time == base])[match(unit, unit[time == base])]
  x / ifelse(price > 0 & first > 0, price / first, NA)
}
winsor2 <- function(x, low, high) {
  q <- quantile(x, c(low, high) / 100, type = 2, na.rm = TRUE)
  pmin(pmax(x, q[1]), q[2])
}
# An effect is a column, several joined by ^, or a slope of x in each level: level:x.
parts_of <- function(effects) unlist(strsplit(as.character(effects), "[\\^:]"))
is_slope <- function(effects) grepl(":", as.character(effects), fixed = TRUE)
level_of <- function(d, effect) {
  names <- strsplit(sub(":.*", "", effect), "^", fixed = TRUE)[[1]]
  factor(do.call(paste, c(unname(as.list(d[names])), sep = "\r")))
}
dummies_of <- function(d, effects) do.call(cbind, lapply(effects, function(effect) {
  level <- level_of(d, effect)
  m <- outer(as.integer(level), seq_len(nlevels(level)), "==") + 0
  if (is_slope(effect)) m * d[[sub(".*:", "", effect)]] else m
}))
# The rows of a fit: all columns known, weights above 0, no level of an effect alone.
sample_of <- function(d, y, x, effects = NULL, clusters = NULL, weights = NULL, singletons = "drop") {
  terms <- c(y, x)
  terms <- ifelse(terms %in% names(d), terms, sub("^i\\.", "", terms))
  d <- d[complete.cases(d[unique(c(terms, parts_of(effects), parts_of(clusters), weights))]), , drop = FALSE]
  if (!is.null(weights)) d <- d[d[[weights]] > 0, , drop = FALSE]
  while (!identical(singletons, "keep")) {
    alone <- rep(FALSE, nrow(d))
    for (effect in effects) alone <- alone | ave(alone, level_of(d, effect), FUN = length) == 1
    if (!any(alone)) break
    d <- d[!alone, , drop = FALSE]
    if (identical(singletons, "once")) break
  }
  d
}
# Numbers by size, texts by their bytes.
in_order <- function(x) {
  if (is.numeric(x)) return(sort(x))
  x[order(vapply(x, function(text) paste(charToRaw(enc2utf8(text)), collapse = ""), ""))]
}
# One column a term; i.x is a dummy for each level of x but the first.
regressors <- function(d, x) do.call(cbind, lapply(x, function(term) {
  if (term %in% names(d)) return(matrix(as.numeric(d[[term]]), dimnames = list(NULL, term)))
  by <- sub("^i\\.", "", term)
  levels <- in_order(unique(d[[by]]))[-1]
  matrix(outer(d[[by]], levels, "==") + 0, ncol = length(levels), dimnames = list(NULL, paste0(levels, ".", by)))
}))
scaled <- function(X) sweep(X, 2, pmax(sqrt(colSums(X^2)), 1e-300), "/")
# The columns that no columns before them give; `size` is their length before effects were taken out.
independent <- function(X, size = sqrt(colSums(X^2))) {
  kept <- which(sqrt(colSums(X^2)) > 1e-9 * size)
  q <- qr(scaled(X[, kept, drop = FALSE]), tol = 1e-9)
  kept[sort(q$pivot[seq_len(q$rank)])]
}
# X (X'X)^-1
influence_of <- function(X) {
  q <- qr(scaled(X))
  B <- qr.Q(q) %*% t(backsolve(qr.R(q), diag(ncol(X))))
  B <- sweep(B, 2, sqrt(colSums(X^2)), "/")
  dimnames(B) <- dimnames(X)
  B
}
# Degrees of freedom that effects take: levels less those that an effect before gives; nothing where nested in a cluster.
degrees_of <- function(d, effects, clusters = NULL, simple = FALSE) {
  inside <- function(a, b) all(rowSums(table(a, b) > 0) == 1)
  nested <- vapply(as.character(effects), function(effect) {
    any(vapply(as.character(clusters), function(by) inside(level_of(d, effect), level_of(d, by)), TRUE))
  }, TRUE)
  left <- effects[!nested]
  taken <- 0
  for (i in seq_along(left)) {
    m <- dummies_of(d, left[i])
    before <- Filter(function(effect) !is_slope(effect), left[seq_len(i - 1)])
    given <- if (is_slope(left[i])) sum(colSums(m != 0) == 0)
             else if (simple && i > 1) 1
             else max(0, vapply(before, function(effect) {
               other <- dummies_of(d, effect)
               ncol(m) + ncol(other) - qr(cbind(other, m))$rank
             }, 0))
    if (any(nested)) given <- max(given, 1)
    taken <- taken + ncol(m) - given
  }
  list(taken = taken, nested = any(nested))
}
groups_of <- function(d, clusters) min(vapply(clusters, function(by) nlevels(level_of(d, by)), 0L))
# Cameron, Gelbach and Miller: clusters one by one, less their pairs, and so on.
clustered <- function(scores, d, clusters) {
  total <- 0
  for (size in seq_along(clusters)) for (set in combn(clusters, size, simplify = FALSE)) {
    total <- total + (-1)^(size + 1) * crossprod(rowsum(scores, level_of(d, paste(set, collapse = "^"))))
  }
  total
}
# Bartlett weights over lags of the sums by period, of all units together or of each.
serial <- function(scores, unit, time, lags) {
  key <- paste(unit, time)
  total <- crossprod(scores)
  for (l in seq_len(lags)) {
    before <- match(paste(unit, time - l), key)
    gamma <- crossprod(scores[!is.na(before), , drop = FALSE], scores[before[!is.na(before)], , drop = FALSE])
    total <- total + (1 - l / (lags + 1)) * (gamma + t(gamma))
  }
  total
}
# The scores of each cluster with its residuals corrected for their leverage: (I - H)^-power.
corrected <- function(B, e, hat, level, power) {
  Q <- qr.Q(qr(hat))[, seq_len(qr(hat)$rank), drop = FALSE]
  t(sapply(split(seq_along(e), level), function(rows) {
    s <- eigen(diag(length(rows)) - tcrossprod(Q[rows, , drop = FALSE]), symmetric = TRUE)
    root <- ifelse(s$values > 1e-8, pmax(s$values, 1e-8)^-power, 0)
    as.numeric(crossprod(B[rows, , drop = FALSE], s$vectors %*% (root * crossprod(s$vectors, e[rows]))))
  }))
}
# Clusters of several ways may leave a negative variance: negative eigenvalues are set to 0 in columns of one standard
# deviation, as the study does.
not_negative <- function(V, spread) {
  S <- V * outer(spread, spread)
  slopes <- which(!colnames(V) %in% "_cons")
  raised <- function(m) {
    s <- eigen(m, symmetric = TRUE)
    s$vectors %*% (pmax(s$values, 0) * t(s$vectors))
  }
  block <- S[slopes, slopes, drop = FALSE]
  least <- if (length(slopes) > 0) eigen(block, symmetric = TRUE, only.values = TRUE)$values else 0
  if (min(least) >= -1e-12 * max(abs(least)) && min(diag(S)) > 0) return(V)
  S[] <- raised(S)
  if (length(slopes) > 0) S[slopes, slopes] <- raised(block)
  S / outer(spread, spread)
}
# V from the influence B of each row and its residual, with the factors of the method text; hat: the full design.
covariance_of <- function(B, e, d, k, effects, vce, clusters, hat, n = nrow(d), lags = 0, unscaled = FALSE,
                          simple = FALSE, robust_e = e, spread = rep(1, ncol(B))) {
  df <- n - k - degrees_of(d, effects, NULL, simple)$taken
  unit <- d[[index[1]]]
  time <- if (length(index) > 1) d[[index[2]]] else rep(1, nrow(d))
  leverage <- function() { q <- qr(hat); rowSums(qr.Q(q)[, seq_len(q$rank), drop = FALSE]^2) }
  around <- function(S) if (is.matrix(S) && nrow(S) > 0) crossprod(S) else S
  switch(vce,
    iid = crossprod(B) * sum(e^2) / df,
    robust = crossprod(B * robust_e) * n / df,
    hc2 = crossprod(B * e / sqrt(1 - leverage())),
    hc3 = crossprod(B * e / (1 - leverage())),
    cluster = , wild = , bootstrap = {
      a <- degrees_of(d, effects, clusters, simple)
      G <- groups_of(d, clusters)
      V <- clustered(B * e, d, clusters) * (n - 1) / (n - k - a$taken - a$nested) * G / (G - 1)
      if (length(clusters) > 1) not_negative(V, spread) else V
    },
    nw = serial(B * e, unit, time, lags) * n / df,
    dk = {
      h <- rowsum(B * e, time)
      T <- nrow(h)
      serial(h, rep(1, T), as.numeric(rownames(h)), lags) * (n - 1) / df * T / (T - 1)
    },
    cr2 = around(matrix(corrected(B, e, hat, level_of(d, clusters), 1 / 2), ncol = ncol(B))),
    cr3 = {
      G <- groups_of(d, clusters)
      crossprod(matrix(corrected(B, e, hat, level_of(d, clusters), 1), ncol = ncol(B))) *
        (if (unscaled) 1 else (G - 1) / G)
    })
}
# y on X with the columns of D taken out, in rows times `root`; the constant is that of the means.
absorbed_fit <- function(y, X, D, root) {
  if (is.null(X)) X <- matrix(0, length(y), 0)
  q <- qr(D * root)
  left <- qr.resid(q, X * root)
  kept <- independent(left, sqrt(colSums((X * root)^2)))
  w <- root^2 / sum(root^2)
  Z <- cbind(left[, kept, drop = FALSE] + root %o% colSums(w * X[, kept, drop = FALSE]), `_cons` = root)
  z <- as.numeric(qr.resid(q, y * root)) + root * sum(w * y)
  B <- influence_of(Z)
  b <- as.numeric(crossprod(B, z))
  names(b) <- colnames(Z)
  e <- z - as.numeric(Z %*% b)
  list(b = b, B = B, e = e, kept = kept, hat = cbind(D * root, left[, kept, drop = FALSE]),
       r2 = 1 - sum(e^2) / sum(((y - sum(w * y)) * root)^2), within = 1 - sum(e^2) / sum(qr.resid(q, y * root)^2))
}
show_fit <- function(name, b, V, n, r2 = NA, within = NA) {
  se <- sqrt(diag(as.matrix(V)))
  for (i in seq_along(b)) cat(sprintf("%s\t%s\t%.10g\t%.10g\t%.6g\n", name, names(b)[i], b[i], se[i], b[i] / se[i]))
  cat(sprintf("%s\tN\t%d\n", name, as.integer(n)))
  if (!is.na(r2)) cat(sprintf("%s\tR2\t%.10g\n%s\tR2 within\t%.10g\n", name, r2, name, within))
  invisible(b)
}
describe <- function(name, d, columns) for (column in columns) {
  x <- d[[column]][!is.na(d[[column]])]
  cat(sprintf("%s\t%s\t%d\t%.10g\t%.10g\t%.10g\t%.10g\n", name, column, length(x), mean(x), sd(x), min(x), max(x)))
}
# Correlations of each pair over the rows that have both, with the p-value of its t.
correlate <- function(name, d, columns, method) for (i in seq_along(columns)[-1]) for (j in seq_len(i - 1)) {
  both <- complete.cases(d[columns[c(i, j)]])
  r <- cor(d[[columns[i]]][both], d[[columns[j]]][both], method = method)
  t <- r * sqrt((sum(both) - 2) / (1 - r^2))
  cat(sprintf("%s\t%s %s\t%s\t%.10g\t%.10g\n", name, columns[i], columns[j], method, r, 2 * pt(-abs(t), sum(both) - 2)))
}
# Means of a column by period for the levels of each `by` and for all rows, then the mean of these; a line for each row of
# the table.
by_year <- function(name, d, column, by, time, geometric = FALSE) {
  d <- d[!is.na(d[[column]]), , drop = FALSE]
  mean_of <- if (geometric) function(v) exp(mean(log(v))) else mean
  show <- function(label, part) {
    values <- tapply(part[[column]], factor(part[[time]], sort(unique(d[[time]]))), mean_of)
    cat(name, label, sprintf("%.10g", c(values, mean_of(values[!is.na(values)]))), sep = "\t")
    cat("\n")
  }
  for (key in by) for (level in unique(d[[key]][!is.na(d[[key]])])) show(level, d[d[[key]] %in% level, , drop = FALSE])
  show("all", d)
}
# Means of an index of productivity and its parts over the pairs of years of a file, for each two years or each unit, and
# over all pairs; a line for each row of the table.
by_pair <- function(name, file, columns, by_unit = FALSE, geometric = FALSE) {
  p <- read.csv(file, fileEncoding = "UTF-8-BOM", check.names = FALSE, na.strings = "")
  key <- if (by_unit) p[[1]] else paste(p$from, p$to, sep = "\u2013")
  mean_of <- function(v) {
    v <- v[!is.na(v)]
    if (geometric) exp(mean(log(v))) else mean(v)
  }
  show <- function(label, part) {
    cat(name, label, sprintf("%.10g", vapply(part[columns], mean_of, 0)), sep = "\t")
    cat("\n")
  }
  for (level in unique(key)) show(level, p[key == level, , drop = FALSE])
  show("all", p)
}
# Indicators between 0 and 1, weighed by a rule that sees those that differ.
weighted_index <- function(x, positive, weigh, shift = 0) {
  low <- apply(x, 2, min)
  high <- apply(x, 2, max)
  z <- sweep(sweep(x, 2, low), 2, high - low, "/")
  z[, !positive] <- sweep(-x[, !positive, drop = FALSE], 2, -high[!positive]) /
    rep((high - low)[!positive], each = nrow(x))
  z <- z + shift
  differs <- high > low
  z[, !differs] <- shift
  weights <- rep(0, ncol(x))
  if (!any(differs)) return(NULL)
  weights[differs] <- weigh(z[, differs, drop = FALSE])
  list(index = as.numeric(z %*% weights), weights = weights)
}
# An index made again of its indicators: its weights (means over the years where each has its own), and how far panel.csv
# is from it.
index_again <- function(name, d, columns, positive, method, ..., per_year = FALSE, rescale = FALSE) {
  rows <- which(complete.cases(d[columns]))
  year <- if (per_year) d[[index[2]]][rows] else rep(0, length(rows))
  again <- rep(NA, nrow(d))
  weights <- NULL
  for (part in split(rows, year)) {
    one <- method(as.matrix(d[part, columns]), positive, ...)
    if (is.null(one)) next
    again[part] <- one$index
    weights <- rbind(weights, one$weights)
  }
  if (rescale) again <- (again - min(again, na.rm = TRUE)) / diff(range(again, na.rm = TRUE))
  cat(sprintf("%s\t%s\t%.10g\n", name, columns, colMeans(weights)), sep = "")
  known <- d[[name]]
  if (any(is.na(known) != is.na(again))) stop(name, " of panel.csv is known in other rows")
  far <- max(abs(known - again), na.rm = TRUE) / max(abs(again), na.rm = TRUE)
  cat(sprintf("%s\tlargest difference\t%.3g\n", name, far))
  if (far > 1e-7) stop(name, " of panel.csv is another index")
}
# Least squares with the effects taken out.
least_squares <- function(name, d, y, x, effects = NULL, vce = "robust", clusters = NULL, lags = 0, weights = NULL,
                          weight = "aw", dof = "reghdfe", unscaled = FALSE, first = NULL, rows = NULL,
                          show = show_fit) {
  d <- sample_of(d, y, x, effects, clusters, weights, switch(dof, xtreg = "keep", fixest = "once", "drop"))
  w <- if (is.null(weights)) rep(1, nrow(d)) else as.numeric(d[[weights]])
  if (!identical(weight, "fw")) w <- w / mean(w)
  if (identical(weight, "pw") && !is.null(weights) && identical(vce, "iid")) vce <- "robust"
  D <- if (is.null(effects)) matrix(1, nrow(d), 1) else dummies_of(d, effects)
  fit <- absorbed_fit(as.numeric(d[[y]]), regressors(d, x), D, sqrt(w))
  k <- length(fit$kept) + is.null(effects)
  robust_e <- if (identical(weight, "fw")) fit$e / sqrt(w) else fit$e
  V <- covariance_of(fit$B, fit$e, d, k, effects, vce, clusters, fit$hat, sum(w), lags, unscaled, identical(dof, "fixest"),
                     robust_e, c(if (length(fit$kept) > 0) apply(regressors(d, x)[, fit$kept, drop = FALSE], 2, sd), 1))
  b <- fit$b
  if (!is.null(first)) {  # the constant of the first period
    by_dummies <- least_squares(name, d, y, c(x, paste0("i.", first)), setdiff(effects, first), vce, clusters, lags,
                                dof = "xtreg", unscaled = unscaled, show = function(name, b, V, ...) list(b = b, V = V))
    last <- length(by_dummies$b)
    b["_cons"] <- by_dummies$b[last]
    V[length(b), length(b)] <- by_dummies$V[last, last]
  }
  show(name, b, V, if (is.null(rows)) round(sum(w)) else rows, fit$r2, fit$within)
}
)R";

}  // namespace ecoeff
