#!/bin/bash
# usage: packaging/arm-compile.sh   compiles the vector loops and all that scores rows for 64-bit ARM with a cross compiler, and
# says which vector targets the object holds. It links and runs nothing. Exit 0 when all compiled, 77 without the compiler
# (apt-get install g++-aarch64-linux-gnu libhwy-dev).
set -euo pipefail
cd "$(dirname "$0")/.."

compiler=aarch64-linux-gnu-g++
if ! command -v $compiler >/dev/null || [ ! -d /usr/include/hwy ]; then
  echo "$compiler or libhwy-dev is not installed: nothing was compiled"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Libraries of headers alone, without the C library of this machine that stands beside them.
mkdir "$work/include"
for library in hwy fmt boost eigen3; do ln -s /usr/include/$library "$work/include/$library"; done

flags=(-std=c++20 -O2 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -Wno-restrict -Wno-missing-field-initializers
       -Wno-maybe-uninitialized -Wno-array-bounds -Wno-psabi -ffp-contract=off -Isrc -isystem "$work/include" -isystem "$work/include/eigen3")
find src/ecoeff/numeric src/ecoeff/solver src/ecoeff/frontier -name '*.cpp' | sort | grep -v '_test\.cpp$' > "$work/sources"
compiled=$(wc -l < "$work/sources")
# Each process its own file; xargs ends with an error when one of them did.
xargs -a "$work/sources" -P "$(nproc)" -I{} sh -c 'source=$1; shift; "$@" -c "$source" -o "$0/$(basename "$source").o" && echo "compiled $source"' \
  "$work" {} $compiler "${flags[@]}"
targets=$(aarch64-linux-gnu-nm -C "$work/simd.cpp.o" | grep -o 'N_[A-Z0-9_]*::affine_kernel' | sort -u | sed 's/N_//; s/::.*//' | tr '\n' ' ')
[ -n "$targets" ] || { echo "no vector target in simd.cpp"; exit 1; }
echo "$compiled files for $($compiler -dumpmachine) by $($compiler --version | head -1); vector targets: $targets"
