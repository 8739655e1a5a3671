#!/bin/sh
# usage: packaging/readme-results.sh [--check]   after ./quickstart: runs the built-in study once more in English and puts the results
# into the READMEs (the table between `<!-- begin FILE -->` and `<!-- end -->`) and into docs/pictures; --check only says whether
# they are still the same.
set -eu
cd "$(dirname "$0")/.."
mode=${1:-write}
stale=0

sed 's/^language .*/language = "en"/' yellow-river/study.toml > yellow-river/study-en.toml
${ECOEFF:-build/release/ecoeff} run yellow-river/study-en.toml -o out-en --lang en --quiet >/dev/null

# put NEW OLD: NEW replaces OLD, or is compared with it.
put() {
  if ! cmp -s "$1" "$2"; then
    if [ "$mode" = --check ]; then
      echo "$2 differs from the results in out/; run packaging/readme-results.sh" >&2
      stale=1
    else
      cp "$1" "$2"
    fi
  fi
}

new=$(mktemp)
trap 'rm -f "$new"' EXIT
for page in README.md README.zh-CN.md; do
  awk '
    /^<!-- begin / { print; while ((getline line < $3) > 0) print line; close($3); skipping = 1; next }
    /^<!-- end -->/ { skipping = 0 }
    !skipping' "$page" > "$new"
  put "$new" "$page"
done
# On white: a forge may show the page dark.
for language in en zh; do
  suffix=.$language
  [ "$language" = en ] || suffix=
  sed '1s|>$|><rect width="100%" height="100%" fill="#fff"/>|' "out/figures/fig2_score-heatmap$suffix.svg" > "$new"
  put "$new" "docs/pictures/heatmap.$language.svg"
done
exit $stale
