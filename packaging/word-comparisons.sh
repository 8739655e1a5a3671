#!/bin/sh
# usage: packaging/word-comparisons.sh [--files]   counts comparisons with words (== "word", != "word") in src and apps, without tests and
# without Stata's own language (src/ecoeff/stata). What a method is called should be compared nowhere (docs/decisions/074); other words
# are syntax of files. With --files: by file. A structure test holds the number against the last one.
set -eu
cd "$(dirname "$0")/.."
list() { grep -rnoE '[=!]= "[^"]+"' src apps --include='*.cpp' --include='*.hpp' | grep -v '_test\.cpp:' | grep -v '^src/ecoeff/stata/'; }
if [ "${1:-}" = --files ]; then
  list | cut -d: -f1 | sort | uniq -c | sort -rn
fi
echo "$(list | wc -l) comparisons with words"
