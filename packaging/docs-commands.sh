#!/bin/sh
# usage: packaging/docs-commands.sh FOLDER   runs every command of the tutorial, the page on proofs and the pages of the methods, English and Chinese, in
# FOLDER, a fresh folder of the built-in study. ECOEFF names the program. Stops at the first that fails.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
program=${ECOEFF:-$root/build/release/ecoeff}
mkdir -p "$1/bin"
ln -sf "$(realpath "$program")" "$1/bin/ecoeff"
PATH=$(cd "$1" && pwd)/bin:$PATH
cd "$1"
[ -e study.toml ] || { ecoeff new built-in --quiet >/dev/null; cp built-in/* .; }
[ -e examples ] || ln -s "$root/examples" examples
count=0
commands=$(mktemp)
trap 'rm -f "$commands"' EXIT
for page in tutorial.md proof.md methods; do
  for language in en zh; do
    rm -rf mine provinces yearbook
    for file in $(find "$root/docs/$language/$page" -name '*.md' | sort); do
      "$root/packaging/readme-commands.sh" "$file" > "$commands"
      while IFS= read -r line; do
        [ -n "$line" ] || continue
        if ! sh -c "$line" > said 2>&1 < /dev/null; then
          echo "$file: $line" >&2
          cat said >&2
          exit 1
        fi
        count=$((count + 1))
      done < "$commands"
    done
  done
  # The methods speak of the panel that the tutorial's run wrote.
  [ ! -e out/panel.csv ] || cp out/panel.csv panel.csv
done
echo "$count commands of the documentation ran"
