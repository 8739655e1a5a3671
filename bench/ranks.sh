#!/bin/bash
# usage: bench/ranks.sh PROGRAM ROWS RANKS...   scores one lognormal csv of ROWS rows (3 inputs, 1 good, 1 bad output, super-SBM,
# CRS) with PROGRAM (built by cmake --preset mpi, or with -DECOEFF_MPI=ON) in one process and on each number of ranks, from
# reading to writing. Prints processor seconds of all processes together, seconds on the wall, memory, the load of the machine, and
# the largest difference of a score from that of one process. Needs /usr/bin/time.
set -euo pipefail
program=$(realpath "$1")
rows=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
awk -v n="$rows" 'BEGIN {
  srand(1); print "unit,x1,x2,x3,y,b"
  for (i = 0; i < n; ++i) {
    size = normal(); line = "u" i
    for (k = 0; k < 5; ++k) line = line "," exp(size + 0.5 * normal())
    print line
  }
}
function normal() { return sqrt(-2 * log(1 - rand())) * cos(6.283185307179586 * rand()) }' >"$work/d.csv"
printf '%s rows, %s MB of csv; load of the machine %s\n' "$rows" "$(du -m "$work/d.csv" | cut -f1)" "$(cut -d' ' -f1-3 /proc/loadavg)"

measure() {  # LABEL OUTPUT COMMAND...
  local label=$1 out=$2 user system wall memory
  shift 2
  /usr/bin/time -o "$work/time" -f '%U %S %e %M' "$@" score "$work/d.csv" --unit unit --inputs x1,x2,x3 --good y --bad b \
    --quiet -o "$out"
  read -r user system wall memory <"$work/time"
  printf '%-8s %8.1f s processor, %8.1f s wall, %6d MiB in the largest process' "$label" \
    "$(awk "BEGIN { print $user + $system }")" "$wall" $((memory / 1024))
}
measure 'alone' "$work/one.csv" "$program"
echo
for ranks in "$@"; do
  measure "$ranks ranks" "$work/many.csv" mpirun --oversubscribe -n "$ranks" "$program"
  paste -d, <(cut -d, -f2 "$work/one.csv") <(cut -d, -f2 "$work/many.csv") |
    awk -F, 'NR > 1 { d = $1 - $2; if (d < 0) d = -d; if (d > worst) worst = d } END { printf ", largest difference %.1e\n", worst }'
done
