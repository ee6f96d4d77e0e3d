// Proves the same witnesses with the same keys by this library, on three instruction sets, and by its peers, and shows how long that
// takes: a table on standard output, and comparison.md, .json and .svg under .fixtures. Every proof that is written is checked by snarkjs.
// Usage: node compare.mjs [--quick] [--kinds a,b] [--powers 14,15] [--threads 2,1] [--rounds N] [--peer NAME=PROGRAM]
// --quick: the mixed circuit at 2^14, one round.
// --peer: any program with the commands prove and bench of samples/Groth16Cli, such as one around rapidsnark.
// Rounds go through the provers forth and back, so that a machine that slows down or speeds up does so for all.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import * as snarkjsLibrary from "snarkjs";
import { chart } from "./chart.mjs";
import { circuit, kinds, powers } from "./circuits.mjs";
import { buildOurs, fresh, idle, ours, peer, setUp, snarkjs, warm } from "./provers.mjs";
import { median } from "./statistics.mjs";
import { tables } from "./tables.mjs";

const proofs = { 14: 20, 15: 12, 16: 8, 17: 6 };
const folder = path.join(import.meta.dirname, ".fixtures");
const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean" },
    kinds: { type: "string" },
    powers: { type: "string" },
    threads: { type: "string" },
    rounds: { type: "string" },
    peer: { type: "string", multiple: true, default: [] },
  },
});
const chosenKinds = options.kinds?.split(",") ?? (options.quick ? ["mixed"] : Object.keys(kinds));
const chosenPowers = options.powers?.split(",").map(Number) ?? (options.quick ? [14] : powers);
const threadCounts = options.threads?.split(",").map(Number) ?? [os.availableParallelism(), 1];
const rounds = Number(options.rounds ?? (options.quick ? 1 : 3));
const provers = [...ours, snarkjs, ...options.peer.map(peer)];

buildOurs();
const comparison = {
  machine: `${os.availableParallelism()} cores of ${os.cpus()[0].model.trim()}, ${os.platform()} ${os.arch()}`,
  commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: folder, encoding: "utf8" }).trim(),
  date: new Date().toISOString().slice(0, 16),
  provers: provers.map(({ name }) => name),
  ours: ours.map(({ name }) => name),
  threads: threadCounts,
  idle: Object.fromEntries(await Promise.all(provers.map(async (prover) => [prover.name, await idle(prover)]))),
  rows: [],
};
for (const power of chosenPowers) {
  for (const kind of chosenKinds) {
    const files = await circuit(kind, power, setUp);
    const { constraints, shares } = files;
    comparison.rows.push({ kind, power, constraints, shares, times: await measure(files) });
    console.error(`${kind} 2^${power} done`);
    save("comparison.json", JSON.stringify(comparison, null, 1));
  }
}
save("comparison.md", tables(comparison));
save("comparison.svg", chart(comparison));
console.log(tables(comparison));
process.exit(0);

async function measure(files) {
  const samples = provers.map(() => ({ warm: threadCounts.map(() => []), fresh: [], peak: [] }));
  for (let round = 0; round < rounds; round++) {
    const order = [...provers.keys()];
    for (const i of round % 2 ? order.reverse() : order) {
      for (const [j, threads] of threadCounts.entries()) {
        samples[i].warm[j].push(await warm(provers[i], files, threads, proofs[files.power]));
      }
      const { milliseconds, megabytes } = await checkedFresh(provers[i], files);
      samples[i].fresh.push(milliseconds);
      samples[i].peak.push(megabytes);
    }
  }
  const medians = ({ warm, fresh, peak }) => ({ warm: warm.map(median), fresh: median(fresh), peak: median(peak) });
  return Object.fromEntries(provers.map(({ name }, i) => [name, medians(samples[i])]));
}

async function checkedFresh(prover, files) {
  const [proof, signals] = ["proof.json", "public.json"].map((name) => path.join(folder, name));
  const result = await fresh(prover, files, proof, signals);
  if (!(await snarkjsLibrary.groth16.verify(read(files.vkey), read(signals), read(proof)))) {
    throw new Error(`snarkjs refuses the proof of ${prover.name} for ${files.zkey}.`);
  }
  return result;
}

function read(file) {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

function save(name, text) {
  fs.writeFileSync(path.join(folder, name), text);
}
