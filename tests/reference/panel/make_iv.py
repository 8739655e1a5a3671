# Two-step GMM, Hansen's J and Kleibergen and Paap's rk statistics on the data of make_iv.R, from the formulas of the
# papers in numpy: the Kronecker form of rk (Kleibergen and Paap 2006, eq. 7 and 11), not the short form of the program.
#   python3 make_iv.py > numpy_iv.json      (Debian 12: python3-numpy, python3-pandas)
import json, os
import numpy as np
import pandas as pd

here = os.path.dirname(os.path.abspath(__file__))
d = pd.read_csv(os.path.join(here, "fe_twoway_unbalanced", "input.csv"))
before = d[["id", "year", "x1", "x2", "x3"]].copy()
before["year"] += 1
before.columns = ["id", "year", "z1", "z2", "z3"]
d = d.merge(before, on=["id", "year"]).dropna().sort_values(["id", "year"])
y = d["y"].to_numpy()
W = np.column_stack([np.ones(len(d)), d["x3"]])
Y = d[["x1", "x2"]].to_numpy()
Z2 = d[["z1", "z2", "z3"]].to_numpy()
X, Z = np.column_stack([W, Y]), np.column_stack([W, Z2])
ids = d["id"].to_numpy()
N = len(d)

def meat(rows, kind):
    if kind == "robust":
        return rows.T @ rows
    sums = np.array([rows[ids == g].sum(axis=0) for g in np.unique(ids)])
    return sums.T @ sums

def root(a, power):
    value, vector = np.linalg.eigh(a)
    return vector @ np.diag(value ** power) @ vector.T

def rk(kind, lm):
    out = lambda v: v - W @ np.linalg.lstsq(W, v, rcond=None)[0]
    y2, z2 = out(Y), out(Z2)
    pi = np.linalg.lstsq(z2, y2, rcond=None)[0]
    e = y2 if lm else y2 - z2 @ pi
    F, G = root(z2.T @ z2 / N, 0.5), root(e.T @ e / N, -0.5)
    theta = F @ pi @ G
    q = 1
    u, s, vt = np.linalg.svd(theta)
    u12, u22, v12, v22 = u[:q, q:], u[q:, q:], vt.T[:q, q:], vt.T[q:, q:]
    a = u[:, q:] @ np.linalg.inv(u22) @ root(u22 @ u22.T, 0.5)
    b = root(v22 @ v22.T, 0.5) @ np.linalg.inv(v22.T) @ vt.T[:, q:].T
    lam = (a.T @ theta @ b.T).flatten("F")
    # vec(pi) - ... = sum (e_i kron (z2'z2)^-1 z_i); theta = F pi G
    inverse = np.linalg.inv(z2.T @ z2)
    rows = np.einsum("ij,ik->ijk", e, z2 @ inverse).reshape(N, -1)
    V = meat(rows, kind)
    T = np.kron(G.T, F)
    B = np.kron(b, a.T)
    L = B @ T @ V @ T.T @ B.T
    return float(lam @ np.linalg.solve(L, lam))

result = {}
for kind in ("robust", "cluster"):
    P = Z @ np.linalg.solve(Z.T @ Z, Z.T @ X)
    first = np.linalg.solve(P.T @ X, P.T @ y)
    S = meat(Z * (y - X @ first)[:, None], kind)
    A = X.T @ Z @ np.linalg.inv(S) @ Z.T @ X
    b = np.linalg.solve(A, X.T @ Z @ np.linalg.inv(S) @ Z.T @ y)
    g = Z.T @ (y - X @ b)
    names = ["_cons", "x3", "x1", "x2"]
    result[kind] = {
        "coef": dict(zip(names, map(float, b))),
        "se": dict(zip(names, map(float, np.sqrt(np.diag(np.linalg.inv(A)))))),
        "hansen": float(g @ np.linalg.solve(S, g)),
        "kp_lm": rk(kind, True),
        "kp_wald": rk(kind, False),
    }
print(json.dumps(result, indent=1))
