#!/usr/bin/env bash
# circom 2.2.3 (npm circom2 0.2.23) and the number of private inputs in the header of an .r1cs file.
#
# Expected: "nPrvIn" counts private inputs that the file has wires for, so that 1 + outputs + public + private inputs never exceeds the number of
# wires: the format's own description derives the places of the inputs' wires from these counts.
# Seen: at the compiler's default optimisation an input that no constraint needs is given no wire, but the header still counts it. For a square with
# a second, unused input the counts ask for four wires; the file has three. Readers that add the counts up refuse ordinary files.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund circom2@0.2.23 >/dev/null

cat > square.circom <<'CIRCOM'
pragma circom 2.0.0;
template Square() { signal input a; signal input unused; signal output c; c <== a * a; }
component main = Square();
CIRCOM

counts() { # wires, outputs, public inputs, private inputs of an .r1cs
  node -e '
    const file = require("fs").readFileSync(process.argv[1]);
    let at = 12;
    for (let i = file.readUInt32LE(8); i > 0; i--) {
      const type = file.readUInt32LE(at), size = Number(file.readBigUInt64LE(at + 4));
      if (type === 1) {
        const field = file.readUInt32LE(at + 12), first = at + 16 + field;
        console.log([0, 4, 8, 12].map(offset => file.readUInt32LE(first + offset)).join(" "));
      }
      at += 12 + size;
    }' "$1"
}

echo "$(npx circom2 --version)"
npx circom2 square.circom --r1cs >/dev/null
read -r wires outputs public private <<< "$(counts square.r1cs)"
echo "default optimisation: $wires wires; 1 + $outputs + $public + $private by the counts"
npx circom2 square.circom --r1cs --O0 >/dev/null
read -r wires0 outputs0 public0 private0 <<< "$(counts square.r1cs)"
echo "without optimisation: $wires0 wires; 1 + $outputs0 + $public0 + $private0 by the counts"

[ "$private" -eq 2 ] && [ $((1 + outputs + public + private)) -gt "$wires" ] || { echo "It has changed: the counts fit the wires."; exit 1; }
[ $((1 + outputs0 + public0 + private0)) -eq "$wires0" ] || { echo "It has changed without optimisation, too."; exit 1; }
echo "As seen: the header counts a private input that has no wire."
