# The same as make_more.R by other programs: statsmodels for weights, Newey-West and Driscoll-Kraay, scipy for the
# likelihoods (the effect of the random-effects Tobit integrated by adaptive quadrature, curvature by differences).
#   /usr/bin/python3 make_more.py > py_more.json       (Debian 12: python3-statsmodels 0.13.5, python3-scipy 1.10.1)
import json
import os

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import integrate, optimize, stats

here = os.path.dirname(os.path.abspath(__file__))
d = pd.read_csv(os.path.join(here, "fe_twoway_unbalanced/input.csv")).sort_values(["id", "year"]).reset_index(drop=True)
d["w"] = 1 + (7 * d.id + 3 * d.year) % 5
slopes = ["x1", "x2", "x3"]
y = d.y.values
base = sm.add_constant(d[slopes]).rename(columns={"const": "_cons"})
two_way = pd.concat([base] + [pd.get_dummies(d[c], prefix=c, drop_first=True) for c in ("id", "year")], axis=1).astype(float)
one_way = pd.concat([base, pd.get_dummies(d.id, prefix="id", drop_first=True)], axis=1).astype(float)
out = {}


def pick(values, names, which=slopes):
    return {n: float(v) for n, v in zip(names, values) if n in which}


# statsmodels' "HC0" and "iid" of weighted least squares; factors are ours to apply.
for name, x, which in (("aw_fe", two_way, slopes), ("aw_ols", base, list(base))):
    m = sm.WLS(y, x, weights=d.w / 3.0)
    fit = m.fit()
    out[name] = {"coef": pick(fit.params, x, which), "iid": pick(fit.bse, x, which),
                 "robust": pick(m.fit(cov_type="HC1").bse, x, which)}
m = sm.GLM(y, two_way, family=sm.families.Gaussian(), freq_weights=d.w.values)
fit = m.fit()
out["fw_fe"] = {"coef": pick(fit.params, two_way), "iid": pick(fit.bse, two_way), "df": float(fit.df_resid)}

m = sm.OLS(y, one_way)
# Without statsmodels' own factors: the plain sums of Newey and West inside units, and over the sums of periods.
nw = m.fit(cov_type="hac-panel", cov_kwds={"groups": d.id.values, "maxlags": 2, "use_correction": False})
dk = m.fit(cov_type="hac-groupsum", cov_kwds={"time": (d.year - d.year.min()).values, "maxlags": 2,
                                              "use_correction": False})
out["within"] = {"newey_west_2": pick(nw.bse, one_way), "driscoll_kraay_2": pick(dk.bse, one_way)}
s = d.groupby("year")[["y", "x1", "x2"]].mean()
x = sm.add_constant(s[["x1", "x2"]]).rename(columns={"const": "_cons"})
fit = sm.OLS(s.y, x).fit(cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": False})
out["newey_west_series"] = {"coef": pick(fit.params, x, list(x)), "hc0": pick(fit.bse, x, list(x))}


def curvature(f, at):
    k, h = len(at), 1e-4 * np.maximum(1, np.abs(at))
    H = np.empty((k, k))
    for i in range(k):
        for j in range(k):
            e, g = np.eye(k)[i] * h[i], np.eye(k)[j] * h[j]
            H[i, j] = (f(at + e + g) - f(at + e - g) - f(at - e + g) + f(at - e - g)) / (4 * h[i] * h[j])
    return H


def maximum(f, start):
    at = np.asarray(start, float)
    for _ in range(4):  # one run may stop on rounding
        at = optimize.minimize(f, at, method="BFGS", options={"gtol": 1e-9}).x
        at = optimize.minimize(f, at, method="Nelder-Mead", options={"xatol": 1e-11, "fatol": 1e-13, "maxiter": 20000,
                                                                      "maxfev": 20000}).x
    return at, np.sqrt(np.diag(np.linalg.inv(curvature(f, at))))


X, keep = base.values, y > 0


def truncated(q):
    s, m = np.exp(q[-1]), X[keep] @ q[:-1]
    return -np.sum(stats.norm.logpdf(y[keep], m, s) - stats.norm.logsf(-m / s))


at, se = maximum(truncated, list(np.linalg.lstsq(X[keep], y[keep], rcond=None)[0]) + [0.3])
out["truncated"] = {"coef": pick(at, base, list(base)), "se": pick(se, base, list(base)),
                    "sigma": float(np.exp(at[-1])), "log_likelihood": float(-truncated(at)), "n": int(keep.sum())}

units = [np.flatnonzero(d.id.values == i) for i in d.id.unique()]


def effect_integral(i, m, su, s):
    def value(v):
        z = (y[i] - m[i] - su * v) / s
        ll = np.where(keep[i], stats.norm.logpdf(z) - np.log(s), stats.norm.logcdf((-m[i] - su * v) / s))
        return ll.sum() + stats.norm.logpdf(v)
    mode = optimize.minimize_scalar(lambda v: -value(v), bounds=(-9, 9), method="bounded").x
    top = value(mode)
    return top + np.log(integrate.quad(lambda v: np.exp(value(v) - top), mode - 9, mode + 9, points=[mode],
                                       epsabs=1e-11, epsrel=1e-11, limit=200)[0])


def at_r(q):  # likelihood only: the maximum is make_more.R's, which this evaluates
    m = X @ q[:-2]
    return float(sum(effect_integral(i, m, np.exp(q[-2]), np.exp(q[-1])) for i in units))


r = json.load(open(os.path.join(here, "r_more.json")))["xttobit"]
q = np.array([r["coef"][n] for n in base] + [np.log(r["sigma_u"]), np.log(r["sigma_e"])])
gradient = [(at_r(q + e) - at_r(q - e)) / 2e-4 for e in np.eye(len(q)) * 1e-4]
out["xttobit"] = {"log_likelihood": at_r(q), "largest_gradient": float(np.max(np.abs(gradient)))}
print(json.dumps(out, indent=1))
