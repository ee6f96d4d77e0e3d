// What the circom version of the reputation circuit says to given inputs.
// Usage: node reputation.mjs <cases.json>
// The file holds an array of inputs (names to decimal strings or arrays of them). The output is an array with, for each, its ten public
// signals, or null if no witness was found. The compiled circuit is kept under .fixtures until a source or the compiler changes.

import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { WitnessCalculatorBuilder } from "circom_runtime";

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const name = "reputation48";
const signals = 10;

const cases = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const calculator = await WitnessCalculatorBuilder(fs.readFileSync(compiled()));

// The calculator reports each refusal here too.
console.error = () => {};
const verdicts = [];
for (const inputs of cases) verdicts.push(await publicSignals(inputs));
process.stdout.write(JSON.stringify(verdicts), () => process.exit(0));

async function publicSignals(inputs) {
  let witness;
  try {
    witness = await calculator.calculateWitness(inputs, true);
  } catch (error) {
    if (/Assert Failed/.test(error.message)) return null;
    throw error;
  }
  return witness.slice(1, 1 + signals).map(String);
}

function compiled() {
  const sources = ["reputation.circom", `${name}.circom`].map((file) => path.join(here, "circom", file));
  const hash = crypto.createHash("sha256");
  for (const file of [...sources, path.join(here, "package-lock.json")]) hash.update(fs.readFileSync(file));
  const folder = path.join(here, ".fixtures", `${name}-${hash.digest("hex").slice(0, 16)}`);
  if (!fs.existsSync(folder)) compileTo(folder);
  return path.join(folder, `${name}_js`, `${name}.wasm`);
}

// Made beside its place and moved, so that another test process never sees half of it.
function compileTo(folder) {
  const unfinished = `${folder}.${process.pid}`;
  fs.mkdirSync(unfinished, { recursive: true });
  const compiler = path.join(path.dirname(require.resolve("circom2/package.json")), "cli.js");

  // The compiler sees only the folders above its working folder, by relative paths.
  const libraries = ["-l", "node_modules", "-l", "circom"];
  const arguments_ = [`circom/${name}.circom`, "--O0", "--wasm", ...libraries, "-o", path.relative(here, unfinished)];
  execFileSync(process.execPath, [compiler, ...arguments_], { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
  try {
    fs.renameSync(unfinished, folder);
  } catch (error) {
    if (!fs.existsSync(folder)) throw error;
    fs.rmSync(unfinished, { recursive: true });
  }
}
