#!/usr/bin/env bash
# snarkjs 0.7.6 and public.json of a circuit without public signals.
#
# Expected: the command line program writes the public signals as JSON.stringify does, so that the file is the same bytes as what a program writes
# that calls snarkjs's own functions: "[]" where there are none.
# Seen: the command writes an opening bracket, a newline and a closing bracket. Its files come from a streaming writer with other rules for empty lists
# than JSON.stringify. Whoever hashes or compares files of both origins finds them different.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund snarkjs@0.7.6 circom2@0.2.23 >/dev/null

cat > nothing.circom <<'CIRCOM'
pragma circom 2.0.0;
template Nothing() { signal input a; signal input b; signal c; c <== a * b; c * c === a * b * 1 + c * c - c; }
component main = Nothing();
CIRCOM
sed -i 's/c \* c === .*; }/c === 6; }/' nothing.circom
npx circom2 nothing.circom --r1cs --wasm --O0 >/dev/null
snarkjs() { npx snarkjs "$@" >/dev/null; }
snarkjs powersoftau new bn128 4 pot_0.ptau
snarkjs powersoftau contribute pot_0.ptau pot_1.ptau --name=one -e=entropy
snarkjs powersoftau prepare phase2 pot_1.ptau pot.ptau
snarkjs groth16 setup nothing.r1cs pot.ptau key_0.zkey
snarkjs zkey contribute key_0.zkey key.zkey --name=one -e=entropy
echo '{"a":"2","b":"3"}' > input.json
snarkjs wtns calculate nothing_js/nothing.wasm input.json witness.wtns
snarkjs groth16 prove key.zkey witness.wtns proof.json public.json
node -e '
  const fs = require("fs");
  require("snarkjs").groth16.prove("key.zkey", "witness.wtns").then(made => {
    const [command, api] = [fs.readFileSync("public.json", "utf8"), JSON.stringify(made.publicSignals, null, 1)];
    console.log("command:", JSON.stringify(command), "function:", JSON.stringify(api));
    const asSeen = command === "[\n]" && api === "[]";
    console.log(asSeen ? "As seen: the same list, other bytes." : "It has changed.");
    process.exit(asSeen ? 0 : 1);
  });'
