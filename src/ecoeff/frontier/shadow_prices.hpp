// Shadow prices: what one unit of a bad output b costs in units of a good output y, along the frontier where the row is
// measured,
//
//   price_b = w_b / u_y     (dy/db on the supporting plane u'y - v'x - w'b + u0 = 0)
//
// with the multipliers v, u, w of the row's program (RowScore::multipliers), in the units of the data. Distance functions:
// Fare, Grosskopf, Lovell and Yaisawarng (1993); directional ones: Chung, Fare and Grosskopf (1997).
//
// Where several multipliers are optimal the price has a range. Multipliers are optimal when they are feasible and
// complementary to one optimal primal solution, exactly; with u_y = 1 (Charnes and Cooper 1962) the range is that of w_b
// over
//
//   u'y_j - v'x_j - w'b_j + u0 <= 0  for rows j of the reference (abated twins: -v'x_j + u0 <= 0), = 0 for the peers,
//   v, u >= 0, and w >= 0 unless weakly disposable; 0 for a feature with slack; the sign of u0 by the returns,
//   u'g_y + v'g_x + w'g_b >= 0  along the direction g, where w may be negative,
//
// solved twice in fractions. The range is that of the closure: an end may be approached and not reached. Under weak
// disposability prices may be negative. An end that does not exist (u_y goes to 0) leaves its column missing.
//
// Extras, for each bad output b: price_b, of the multipliers that are reported (missing where u_y = 0 in them);
// price_b_lower and price_b_upper; price_b_range, one of the words
//   unique, range, unbounded-above, unbounded-below, unbounded, none (u_y = 0 in all), uncertified (limit of work)
// Rows without a score have no prices and no word.
//
// Notes: F482 rows whose prices are not unique, counted by word; F483 negative prices counted.
#pragma once

#include "ecoeff/frontier/score.hpp"
#include "ecoeff/method/text.hpp"

namespace ecoeff::frontier {

// Adds them to `result`, whose rows are scored (`options.price_of` is one of its good outputs).
void add_shadow_prices(const Panel& panel, const Progress& progress, ScoreResult& result);

// The method section, where prices were asked for.
void describe_shadow_prices(const ScoreOptions& options, MethodText& text);

}  // namespace ecoeff::frontier
