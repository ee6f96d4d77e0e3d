// snarkjs behind the commands of samples/Groth16Cli, so that it is run as the other provers are.
// Usage: node snarkjs.mjs prove <zkey> <wtns> <proof.json> <public.json>
//        node snarkjs.mjs bench <zkey> <wtns> --runs N --threads N
//        node snarkjs.mjs idle

import fs from "node:fs";
import { parseArgs } from "node:util";
import * as snarkjs from "snarkjs";
import { median } from "./statistics.mjs";

const options = { runs: { type: "string" }, threads: { type: "string" } };
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [command, zkey, wtns, proofFile, publicFile] = positionals;
await { prove, bench, idle }[command]();
process.exit(0);

async function prove() {
  const { proof, publicSignals } = await snarkjs.groth16.prove(zkey, wtns);
  fs.writeFileSync(proofFile, JSON.stringify(proof));
  fs.writeFileSync(publicFile, JSON.stringify(publicSignals));
}

// Its workers are as many as there are processors, or none.
async function bench() {
  const [key, witness] = [zkey, wtns].map((file) => new Uint8Array(fs.readFileSync(file)));
  const settings = { singleThread: values.threads === "1" };
  const times = [];
  for (let i = 0; i <= Number(values.runs); i++) {
    const start = performance.now();
    await snarkjs.groth16.prove(key, witness, undefined, settings);
    times.push(performance.now() - start);
  }
  console.log(JSON.stringify({ prove_med_ms: median(times.slice(1)) }));
}

async function idle() {
  await snarkjs.curves.getCurveFromName("bn128");
}
