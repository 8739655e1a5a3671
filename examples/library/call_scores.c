// Calls the shared library from C: the cities of score_cities.cpp.
#include <stddef.h>
#include <stdio.h>

int super_sbm_scores(size_t n, const double* input, const double* good, const double* bad, double* score);

int main(void) {
  const double labour[] = {2, 4, 3, 5, 6};
  const double gdp[] = {2, 3, 3, 2, 7};
  const double co2[] = {1, 2, 1, 3, 5};
  double score[5];
  if (super_sbm_scores(5, labour, gdp, co2, score) != 0) return 1;
  for (int i = 0; i < 5; ++i) printf("%.17g\n", score[i]);
  return 0;
}
