// snarkjs's judgement of keys and proofs that it did not make.
// Usage: node groth16.mjs <manifest.json>
// The manifest lists cases { name, vkey, proof, public, zkey?, wtns?, provedBySnarkjs? } of file paths. For each case a line of JSON
// tells whether snarkjs accepts the proof and, where there is a zkey, whether it exports the same verification key from it and
// whether its own proof from that zkey and wtns verifies; that proof is left in provedBySnarkjs.

import fs from "node:fs";
import * as snarkjs from "snarkjs";

const { cases } = read(process.argv[2]);
for (const { name, vkey, proof, public: signals, zkey, wtns, provedBySnarkjs } of cases) {
  const key = read(vkey);
  const result = { name, accepts: await snarkjs.groth16.verify(key, read(signals), read(proof)) };
  if (zkey) {
    const exported = await snarkjs.zKey.exportVerificationKey(zkey);
    result.exportsSameKey = Object.keys(exported).every((field) => JSON.stringify(exported[field]) === JSON.stringify(key[field]));
  }
  if (wtns) {
    const own = await snarkjs.groth16.prove(zkey, wtns);
    result.proves =
      JSON.stringify(own.publicSignals) === JSON.stringify(read(signals)) && (await snarkjs.groth16.verify(key, own.publicSignals, own.proof));
    fs.writeFileSync(provedBySnarkjs, JSON.stringify(own.proof));
  }
  console.log(JSON.stringify(result));
}

process.exit(0);

function read(file) {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}
