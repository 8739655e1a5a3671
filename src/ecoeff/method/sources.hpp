// Works that several methods cite, each written once. A method that alone cites a work writes it in its own descriptor.
#pragma once

#include "ecoeff/method/source.hpp"

namespace ecoeff::sources {

extern const Source kArellanoBond1991;
extern const Source kBlundellBond1998;
extern const Source kCameronMiller2015;
extern const Source kCorreia2016;
extern const Source kJiang2022;
extern const Source kRoodman2009;
extern const Source kTone2001;
extern const Source kTone2002;
extern const Source kTone2003;
extern const Source kWhite1980;
extern const Source kWindmeijer2005;

}  // namespace ecoeff::sources
