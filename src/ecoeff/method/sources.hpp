// Works that several methods cite, each written once. A method that alone cites a work writes it in its own descriptor.
#pragma once

#include "ecoeff/method/source.hpp"

namespace ecoeff::sources {

inline constexpr Source kArellanoBond1991{
    "Arellano and Bond 1991",
    "Arellano, M., Bond, S. (1991). Some tests of specification for panel data: Monte Carlo evidence and an "
    "application to employment equations. Review of Economic Studies 58(2), 277–297."};
inline constexpr Source kBlundellBond1998{
    "Blundell and Bond 1998",
    "Blundell, R., Bond, S. (1998). Initial conditions and moment restrictions in dynamic panel data models. "
    "Journal of Econometrics 87(1), 115–143."};
inline constexpr Source kCameronMiller2015{
    "Cameron and Miller 2015",
    "Cameron, A. C., Miller, D. L. (2015). A practitioner's guide to cluster-robust inference. Journal of Human "
    "Resources 50(2), 317–372."};
inline constexpr Source kCorreia2016{
    "Correia 2016",
    "Correia, S. (2016). Linear models with high-dimensional fixed effects: an efficient and feasible estimator. "
    "Working paper."};
inline constexpr Source kJiang2022{"Jiang 2022",
                                   "江艇（2022）. 因果推断经验研究中的中介效应与调节效应. 中国工业经济 (5), 100–120."};
inline constexpr Source kRoodman2009{
    "Roodman 2009",
    "Roodman, D. (2009). How to do xtabond2: an introduction to difference and system GMM in Stata. Stata Journal "
    "9(1), 86–136."};
inline constexpr Source kTone2001{
    "Tone 2001",
    "Tone, K. (2001). A slacks-based measure of efficiency in data envelopment analysis. European Journal of "
    "Operational Research 130(3), 498–509."};
inline constexpr Source kTone2002{
    "Tone 2002",
    "Tone, K. (2002). A slacks-based measure of super-efficiency in data envelopment analysis. European Journal of "
    "Operational Research 143(1), 32–41."};
inline constexpr Source kTone2003{
    "Tone 2003",
    "Tone, K. (2003). Dealing with undesirable outputs in DEA: a slacks-based measure (SBM) approach. GRIPS "
    "Research Report Series I-2003-0005."};
inline constexpr Source kWhite1980{
    "White 1980",
    "White, H. (1980). A heteroskedasticity-consistent covariance matrix estimator and a direct test for "
    "heteroskedasticity. Econometrica 48(4), 817–838."};
inline constexpr Source kWindmeijer2005{
    "Windmeijer 2005",
    "Windmeijer, F. (2005). A finite sample correction for the variance of linear efficient two-step GMM "
    "estimators. Journal of Econometrics 126(1), 25–51."};

}  // namespace ecoeff::sources
