# usage: Rscript make.R   writes glm.csv beside this file: Poisson regressions by R's glm, effects as dummies, of unit/input.csv and of
# combination/input.csv. In the latter, made here, rows are separated by a combination of regressors: w is x + 1 where the outcome
# is positive, and more where it is not, so that w - x - 1 is 0 or above; expected of it is the fit on the other rows without w.
# Errors: the inverse information (iid), the sandwich times N/(N-1) (robust) and, by unit, times G/(G-1) (cluster).
errors <- function(m, groups) {
  x <- model.matrix(m)
  scores <- x * residuals(m, "response")
  bread <- solve(crossprod(x, x * fitted(m)))
  n <- nrow(x)
  g <- length(unique(groups))
  list(iid = sqrt(diag(bread)), robust = sqrt(diag(bread %*% crossprod(scores) %*% bread) * n / (n - 1)),
       cluster = sqrt(diag(bread %*% crossprod(rowsum(scores, groups)) %*% bread) * g / (g - 1)))
}
fit <- function(name, formula, d) {
  m <- glm(formula, poisson, d, control = glm.control(epsilon = 1e-15, maxit = 200))
  terms <- c("x", "z", if (!any(grepl("factor", all.names(formula)))) "(Intercept)")
  se <- errors(m, d$unit)
  for (t in terms) {
    numbers <- sprintf("%.15g", c(coef(m)[[t]], se$iid[[t]], se$robust[[t]], se$cluster[[t]], logLik(m), deviance(m)))
    cat(paste(c(name, sub("(Intercept)", "_cons", t, fixed = TRUE), nrow(d), numbers), collapse = ","), "\n", sep = "",
        file = "glm.csv", append = TRUE)
  }
}
cat("case,term,n,coef,iid,robust,cluster,log_likelihood,deviance\n", file = "glm.csv")
d <- read.csv("unit/input.csv")
fit("pooled", count ~ x + z, d)
fit("unit", count ~ x + z + factor(unit), d)
fit("two-way", count ~ x + z + factor(unit) + factor(year), d)
d <- d[d$unit <= 20, c("unit", "year", "count", "x", "z")]
far <- d$count == 0 & seq_len(nrow(d)) %% 3 == 0
d$w <- round(d$x + 1, 6) + ifelse(far, round(0.1 + abs(d$z), 3), 0)
d$x <- round(d$x, 6)
dir.create("combination", showWarnings = FALSE)
write.csv(d, "combination/input.csv", row.names = FALSE, quote = FALSE)
fit("combination", count ~ x + z, d[!far, ])
left <- d[!far, ]
left <- left[left$unit %in% unique(left$unit[left$count > 0]), ]
fit("combination-unit", count ~ x + z + factor(unit), left)
