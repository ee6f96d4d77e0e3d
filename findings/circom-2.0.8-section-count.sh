#!/usr/bin/env bash
# circom 2.0.8 (npm circom2 0.2.8) and the number of sections in the header of an .r1cs file.
#
# Expected: the header's section count is the number of sections that follow.
# Seen: the header says five, three follow, and the file ends. The two missing ones are those of custom gates, which a circuit without custom
# gates has no use for. A reader that goes by the count runs into the end of an intact file.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund circom2@0.2.8 >/dev/null

cat > product.circom <<'CIRCOM'
pragma circom 2.0.0;
template Product() { signal input a; signal input b; signal output c; c <== a * b; }
component main = Product();
CIRCOM
echo "$(npx circom2 --version)"
npx circom2 product.circom --r1cs >/dev/null
read -r counted found <<< "$(node -e '
  const file = require("fs").readFileSync("product.r1cs");
  let at = 12, sections = 0;
  while (at < file.length) { sections++; at += 12 + Number(file.readBigUInt64LE(at + 4)); }
  console.log(file.readUInt32LE(8), sections);')"
echo "header: $counted sections; in the file: $found"
[ "$counted" -eq 5 ] && [ "$found" -eq 3 ] || { echo "It has changed."; exit 1; }
echo "As seen: the header counts sections that are not written."
