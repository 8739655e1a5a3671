#!/bin/sh
# usage: packaging/docs.sh   builds the documentation site into build/site/html/en and build/site/html/zh: runs the commands of the pages,
# takes the figures from that run, and builds strictly. Needs packaging/docs-packages.txt; ECOEFF names the program.
set -eu
cd "$(dirname "$0")/.."
rm -rf build/site
mkdir -p build/site/run
packaging/docs-commands.sh build/site/run
# The gallery shows both widths.
sed 's/^# figure_widths/figure_widths/' build/site/run/study.toml > build/site/run/widths.toml
build/site/run/bin/ecoeff run build/site/run/widths.toml -o build/site/run/widths
for language in en zh; do
  pages=build/site/src/$language
  mkdir -p "$pages/figures"
  cp -r "docs/$language/." "$pages/"
  # Links between the languages and to the sources are for readers of the repository; the site has its own.
  find "$pages" -name '*.md' -exec sed -i -E '/^\[(中文|English)\]\(\.\.\/(en|zh)\/[a-z-]+\.md\)$/d; s/ ?\[(中文|English)\]\(\.\.\/(en|zh)\/[a-z-]+\.md\)$//' {} +
  sed -E '/^(What `ecoeff explain|and output, T|`ecoeff explain 代码`|英文版)/d' "docs/errors/codes.$language.md" > "$pages/codes.md"
  sed -i -E 's#<!-- figure ([a-z-]+): (.*) -->#![\2](figures/\1.svg)\n\n![\2, 8 cm](figures/\1_8cm.svg)#' "$pages/gallery.md"
  packaging/docs-numbers.py build/site/run/bin/ecoeff build/site/run/out/panel.csv "$language" "$pages/choices.md"
  suffix=.$language
  [ "$language" = en ] || suffix=
  for figure in build/site/run/widths/figures/fig*_*.png; do
    name=$(basename "$figure" .png)
    cp "build/site/run/widths/figures/$name$suffix.svg" "$pages/figures/${name#fig*_}.svg"
  done
  cp -rL /usr/share/javascript/katex "$pages/katex"
  cp -r docs/pictures "$pages/pictures"
  sed -i 's#(../../pictures/#(../pictures/#' "$pages"/shapes/*.md
  cp docs/theme/site.js docs/theme/site.css "$pages/"
  mkdocs build --strict -f "docs/mkdocs.$language.yml"
done
! grep -rlE '(src|href)="https?://[^"]*\.(js|css|woff2?)' build/site/html || { echo "the pages above load something from outside" >&2; exit 1; }
echo "build/site/html/en/index.html and build/site/html/zh/index.html"
