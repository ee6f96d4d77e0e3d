// The circuits that are compared, their witnesses and keys: what every prover is given. Made once and kept under .fixtures until a
// source changes.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as snarkjs from "snarkjs";
import { documentBlocks, inputs, order, treeDepth } from "./inputs.mjs";

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const keyFormat = "../../src/Shadowgraph.Proofs/Groth16/Zkey/ZkeyFormat.cs";

// The template, and how many constraints each unit of its size costs.
export const kinds = {
  hashes: { main: (n) => `main = Hashes(${n})`, unit: 240 },
  ranges: { main: (n) => `main { public [limit] } = Ranges(${n})`, unit: 128 },
  signatures: { main: (n) => `main = Signatures(${n}, ${documentBlocks})`, unit: 5403 },
  merkle: { main: (n) => `main { public [root] } = Merkle(${n}, ${treeDepth})`, unit: 3888 },
  mixed: { main: (n) => `main = Mixed(${n})`, unit: 645 },
  chain: { main: (n) => `main = Chain(${n})`, unit: 1 },
};
export const usualKinds = Object.keys(kinds).filter((kind) => kind !== "chain");
export const usualPowers = [14, 15, 16, 17];

// The files of a circuit of almost 2^power constraints, and what is in them. setUp(r1cs, zkey) makes its key.
export async function circuit(kind, power, setUp) {
  const units = Math.floor((2 ** power - 3) / kinds[kind].unit);
  const source = `pragma circom 2.1.6;\ninclude "circuits/${kind}.circom";\ncomponent ${kinds[kind].main(units)};\n`;
  const folder = path.join(here, ".fixtures", `${kind}-${power}-${fingerprint(kind, source)}`);
  if (!fs.existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    fs.mkdirSync(unfinished, { recursive: true });
    fs.writeFileSync(path.join(unfinished, "main.circom"), source);
    await make(unfinished, inputs[kind](units), power, setUp);
    // Made beside its place and moved, so that what was interrupted is not taken for whole.
    fs.renameSync(unfinished, folder);
  }
  const file = (name) => path.join(folder, name);
  const { constraints, shares } = JSON.parse(fs.readFileSync(file("facts.json"), "utf8"));
  return { kind, power, constraints, shares, zkey: file("key.zkey"), wtns: file("witness.wtns"), vkey: file("vkey.json") };
}

// The same files with a key that took part in a ceremony: it has only what other programs' keys have.
export async function withCeremonyKey(files) {
  const zkey = path.join(path.dirname(files.zkey), "ceremony.zkey");
  if (!fs.existsSync(zkey)) {
    const unfinished = `${zkey}.${process.pid}`;
    await snarkjs.zKey.contribute(files.zkey, unfinished, "participant", "entropy of a participant");
    fs.renameSync(unfinished, zkey);
  }
  return { ...files, zkey };
}

async function make(folder, input, power, setUp) {
  const file = (name) => path.join(folder, name);
  compile(folder);
  await snarkjs.wtns.calculate(input, file("main_js/main.wasm"), file("witness.wtns"));
  const { nConstraints, nPubInputs, nOutputs } = await snarkjs.r1cs.info(file("main.r1cs"));
  const rows = nConstraints + nPubInputs + nOutputs + 1;
  if (rows > 2 ** power || rows < 0.94 * 2 ** power) throw new Error(`${rows} rows are not just under 2^${power}.`);
  setUp(file("main.r1cs"), file("key.zkey"));
  write(file("vkey.json"), await snarkjs.zKey.exportVerificationKey(file("key.zkey")));
  write(file("facts.json"), { constraints: nConstraints, shares: sharesOf(await snarkjs.wtns.exportJson(file("witness.wtns"))) });
}

// The compiler sees only the folders above its working folder, by relative paths.
function compile(folder) {
  const compiler = path.join(path.dirname(require.resolve("circom2/package.json")), "cli.js");
  const output = path.relative(here, folder);
  const options = ["--r1cs", "--wasm", "--O2", "-l", "node_modules", "-l", ".", "-o", output];
  const stdio = ["ignore", "ignore", "inherit"];
  execFileSync(process.execPath, [compiler, path.join(output, "main.circom"), ...options], { cwd: here, stdio });
}

// Which part of a witness is 0, 1, within 64 bits of 0, larger: what multi-scalar multiplication depends on.
function sharesOf(witness) {
  const counts = { zero: 0, one: 0, small: 0, full: 0 };
  for (const value of witness.map(BigInt)) {
    const size = value < order - value ? value : order - value;
    counts[value === 0n ? "zero" : value === 1n ? "one" : size < 2n ** 64n ? "small" : "full"]++;
  }
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / witness.length]));
}

function fingerprint(kind, source) {
  const hash = createHash("sha256").update(source);
  const sources = [`circuits/${kind}.circom`, "inputs.mjs", "package-lock.json", keyFormat];
  for (const file of sources) hash.update(fs.readFileSync(path.join(here, file)));
  return hash.digest("hex").slice(0, 16);
}

function write(file, value) {
  fs.writeFileSync(file, JSON.stringify(value));
}
