#!/bin/sh
# usage: packaging/readme-commands.sh README.md   prints the lines of its ```sh blocks, so that they can be run as they stand.
set -eu
awk '/^```/ { inside = ($0 == "```sh"); next } inside' "$1"
