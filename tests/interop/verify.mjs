// Whether snarkjs accepts a proof. Prints true or false.
// Usage: node verify.mjs <verification_key.json> <public.json> <proof.json>

import fs from "node:fs";
import * as snarkjs from "snarkjs";

const [key, signals, proof] = process.argv.slice(2).map((file) => JSON.parse(fs.readFileSync(file, "utf8")));
console.log(await snarkjs.groth16.verify(key, signals, proof));
process.exit(0);
