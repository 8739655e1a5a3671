// Productivity change between two consecutive observed years s < s' of a unit, o at a = (o, s) and at b = (o, s'). R_s
// is the technology of year s: the rows of that year (contemporaneous) or of all years up to it (sequential).
//
// malmquist (Fare, Grosskopf, Norris and Zhang 1994), E_s(z) the efficiency of z against R_s (theta or 1/phi of the
//   radial model; with base sbm rho when z lies inside the technology and else the super-SBM delta):
//     index = sqrt[ E_s(b)/E_s(a) E_s'(b)/E_s'(a) ],  ec = E_s'(b)/E_s(a),  tc = index/ec,
//   with returns crs also pec = ec under VRS and sec = ec/pec; with returns vrs (Ray and Desli 1997) the index is that
//   of CRS, ec and tc are those of VRS, and scale = index/(ec tc).
// malmquist-luenberger (Chung, Fare and Grosskopf 1997), D_s the directional distance (directional.hpp):
//     index = sqrt[ (1+D_s(a))(1+D_s'(a)) / ((1+D_s(b))(1+D_s'(b))) ],  ec = (1+D_s(a))/(1+D_s'(b)),  tc = index/ec
// global-ml (Oh 2010): index = (1+D_G(a))/(1+D_G(b)) with D_G against all years; ec as above with the years' own.
// luenberger (Chambers 1996): index = [D_s(a)-D_s(b) + D_s'(a)-D_s'(b)]/2, ec = D_s(a)-D_s'(b), tc = index-ec: above 0
//   is progress.
// References: pooled takes one technology of all years for the index (global Malmquist, Pastor and Lovell 2005; global
//   Luenberger) and biennial that of the two years together (Pastor, Asmild and Lovell 2011); ec is contemporaneous.
//
// With `level` also the levels that the indices cumulate to (levels.hpp).
//
// What a program cannot answer is empty: when z lies outside every multiple of the other year's technology, index and
// tc are, and ec stays.
#pragma once

#include "ecoeff/frontier/score.hpp"

namespace ecoeff {

struct ProductivityRow {
  std::size_t from = 0;  // rows of the panel
  std::size_t to = 0;
  double index = kMissing;
  double ec = kMissing;
  double tc = kMissing;
  double pec = kMissing;
  double sec = kMissing;
  double scale = kMissing;
  double level_from = kMissing;  // with `level`
  double level_to = kMissing;
  double lower = kMissing;  // the exact index lies between these two, proved
  double upper = kMissing;
  Settled settled = Settled::no;
  RowStatus status = RowStatus::optimal;
  Text reason;
};

struct ProductivityResult {
  ScoreOptions options;
  std::vector<ProductivityRow> rows;  // by unit and then by year
  std::vector<double> level;          // by row of the panel, with `level`
  Notes notes;
};

// Errors: those of score(); F462 no time column; F472 a base year without levels, or not in the panel. Notes: F412; F463 pairs without an index counted; F464 units with
// fewer than two usable years counted; F466 pairs without a certificate counted; F470 rows without a level. Rows that
// cannot be used are not observed.
[[nodiscard]] ProductivityResult productivity(const Panel& panel, const ScoreOptions& options,
                                              const Progress& progress = {});

// unit, from, to, index, ec, tc, (pec, sec | scale), (level_from, level_to), (lower, upper, settled of the index when
// certify is asked for,) status, reason.
[[nodiscard]] Table productivity_table(const Panel& panel, const ProductivityResult& result,
                                       Language language = Language::en);

// As a column of the panel: the index at the later year of each pair, or with `level` the level of every year.
[[nodiscard]] std::vector<double> productivity_column(const Panel& panel, const ProductivityResult& result);

}  // namespace ecoeff
