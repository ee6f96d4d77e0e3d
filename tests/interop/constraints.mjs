// snarkjs's view of constraint systems and witnesses that it did not make.
// Usage: node constraints.mjs <manifest.json>
// The manifest lists cases { name, r1cs, sym, wtns, tampered, ptau, zkey } of file paths. For each case a line of JSON tells what
// snarkjs reads from the .r1cs (info, json) and prints of it with the .sym, whether it accepts the .wtns and the tampered one, and
// whether a key that it sets up for the .r1cs proves the .wtns.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as snarkjs from "snarkjs";

const silent = { info() {}, warn() {}, debug() {}, error() {} };
const { cases } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
for (const { name, r1cs, sym, wtns, tampered, ptau, zkey } of cases) {
  const info = await snarkjs.r1cs.info(r1cs);
  await snarkjs.zKey.newZKey(r1cs, ptau, zkey);
  const { proof, publicSignals } = await snarkjs.groth16.prove(zkey, wtns);
  console.log(
    JSON.stringify({
      name,
      counts: [info.nVars, info.nOutputs, info.nPubInputs, info.nPrvInputs, Number(info.nLabels), info.nConstraints],
      json: await snarkjs.r1cs.exportJson(r1cs),
      print: print(r1cs, sym),
      accepts: await snarkjs.wtns.check(r1cs, wtns, silent),
      acceptsTampered: await snarkjs.wtns.check(r1cs, tampered, silent),
      proves: await snarkjs.groth16.verify(await snarkjs.zKey.exportVerificationKey(zkey), publicSignals, proof),
      publicSignals,
    }),
  );
}

process.exit(0);

function print(r1cs, sym) {
  const cli = path.join(path.dirname(fileURLToPath(import.meta.url)), "node_modules", "snarkjs", "build", "cli.cjs");
  return execFileSync(process.execPath, [cli, "r1cs", "print", r1cs, sym], { encoding: "utf8" });
}
