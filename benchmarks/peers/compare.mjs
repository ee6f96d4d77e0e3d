// Proves the same witnesses with the same keys by this library, on three instruction sets and compiled ahead of time, and by its peers,
// and shows how long that takes: a table on standard output, and comparison.md, .json, .svg and -cold.svg under .fixtures. Every proof that is
// written is checked by snarkjs.
// Usage: node compare.mjs [--quick] [--kinds a,b] [--powers 14,15] [--threads 2,1] [--rounds N]
//                         [--peer NAME=PROGRAM] [--without snarkjs]
// --quick: the mixed circuit at 2^14, one round.
// --kinds chain --powers 14,...,20 --without snarkjs: sizes for which snarkjs takes minutes.
// --peer: any program with the commands prove and bench of samples/Groth16Cli, such as one around rapidsnark.
// Rounds go through the provers forth and back, so that a machine that slows down or speeds up does so for all. What an earlier run with
// the same commit, machine and provers has measured is kept unless it is measured again: a long comparison can be made in pieces.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as snarkjsLibrary from "snarkjs";
import { chart } from "./chart.mjs";
import { circuit, kinds, usualKinds, usualPowers, withCeremonyKey } from "./circuits.mjs";
import { build, fresh, idle, ours as all, peer, prepare, setUp, snarkjs, warm } from "./provers.mjs";
import { median } from "./statistics.mjs";
import { tables } from "./tables.mjs";

// Of each size: rounds, and proofs with a loaded key in each, after the programs' own proofs to warm up.
const effort = { 14: [3, 100], 15: [3, 80], 16: [2, 50], 17: [2, 30], 18: [1, 16], 19: [1, 12], 20: [1, 8] };
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), ".fixtures");
const record = path.join(folder, "comparison.json");
const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean" },
    kinds: { type: "string" },
    powers: { type: "string" },
    threads: { type: "string" },
    rounds: { type: "string" },
    peer: { type: "string", multiple: true, default: [] },
    without: { type: "string", multiple: true, default: [] },
  },
});
const chosenKinds = options.kinds?.split(",") ?? (options.quick ? ["mixed"] : usualKinds);
const chosenPowers = options.powers?.split(",").map(Number) ?? (options.quick ? [14] : usualPowers);
const threadCounts = options.threads?.split(",").map(Number) ?? [os.availableParallelism(), 1];
const isChosen = ({ name }) => !options.without.includes(name);
const ours = all.filter(isChosen);
const provers = [...ours, ...[snarkjs, ...options.peer.map(peer)].filter(isChosen)];
const [first] = ours;
if (!first || first.prepared || first.ceremony) throw new Error("--without leaves no program of ours that is measured with a loaded key.");

build(ours);
const conditions = {
  machine: `${os.availableParallelism()} cores of ${os.cpus()[0].model.trim()}, ${os.platform()} ${os.arch()}`,
  commit: execFileSync("git", ["describe", "--always", "--dirty", "--exclude", "*"], { cwd: folder, encoding: "utf8" }).trim(),
  provers: provers.map(({ name }) => name),
  ours: ours.map(({ name }) => name),
};
const comparison = earlier() ?? { ...conditions, idle: await idleMegabytes(), rows: [] };
for (const power of chosenPowers) {
  for (const kind of chosenKinds) {
    const files = await circuit(kind, power, (r1cs, zkey) => setUp(ours[0], r1cs, zkey));
    const { constraints, shares } = files;
    keep({ kind, power, constraints, shares, times: await measure(files) });
    console.error(`${kind} 2^${power} done`);
  }
}
fs.writeFileSync(path.join(folder, "comparison.md"), tables(comparison));
for (const [sort, file] of [["warm", "comparison.svg"], ["cold", "comparison-cold.svg"]]) {
  const charted = (those) => those.filter(({ charts }) => charts.includes(sort)).map(({ name }) => name);
  fs.writeFileSync(path.join(folder, file), chart({ ...comparison, provers: charted(provers), ours: charted(ours) }, sort));
}
console.log(tables(comparison));
process.exit(0);

// Of each prover the medians of all rounds: warm[threads], fresh in milliseconds, peak in megabytes.
async function measure(files) {
  const [usualRounds, proofs] = effort[files.power];
  const rounds = Number(options.rounds ?? (options.quick ? 1 : usualRounds));
  const samples = provers.map(() => ({ warm: new Map(threadCounts.map((threads) => [threads, []])), fresh: [], peak: [] }));
  for (let round = 0; round < rounds; round++) {
    const order = [...provers.keys()];
    for (const i of round % 2 ? order.reverse() : order) {
      const prover = provers[i];
      const loaded = prover.ceremony ? await withCeremonyKey(files) : files;
      for (const [threads, times] of prover.prepared ? [] : samples[i].warm) times.push(await warm(prover, loaded, threads, proofs));
      if (prover.ceremony) continue;
      const { milliseconds, megabytes } = await checkedFresh(prover, prover.prepared ? prepare(prover, files) : files);
      samples[i].fresh.push(milliseconds);
      samples[i].peak.push(megabytes);
    }
  }
  const medians = ({ warm, fresh, peak }) => ({
    warm: Object.fromEntries([...warm].filter(([, times]) => times.length > 0).map(([threads, times]) => [threads, median(times)])),
    ...(fresh.length > 0 && { fresh: median(fresh), peak: median(peak) }),
  });
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

async function idleMegabytes() {
  const entries = [];
  for (const prover of provers.filter(({ ceremony }) => !ceremony)) entries.push([prover.name, await idle(prover)]);
  return Object.fromEntries(entries);
}

function earlier() {
  if (!fs.existsSync(record)) return undefined;
  const { idle, rows, ...itsConditions } = read(record);
  return JSON.stringify(itsConditions) === JSON.stringify(conditions) ? { ...conditions, idle, rows } : undefined;
}

function keep(row) {
  const place = ({ kind, power }) => power * 100 + Object.keys(kinds).indexOf(kind);
  comparison.rows = [...comparison.rows.filter((other) => place(other) !== place(row)), row].sort((a, b) => place(a) - place(b));
  fs.writeFileSync(record, JSON.stringify(comparison));
}

function read(file) {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}
