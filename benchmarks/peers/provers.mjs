// The provers that are compared. Each is a program with the commands prove and bench of samples/Groth16Cli.

import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./process.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, "..", "..", "samples", "Groth16Cli");
const cli = ["dotnet", path.join(here, ".fixtures", "cli", "Groth16Cli.dll")];
const native = [path.join(here, ".fixtures", "native", "Groth16Cli")];

// idle: arguments with which the runtime starts and nothing is proved, for the memory that it holds by itself.
// runs: how many of the usual number of proofs are worth their time.
// uncharted: its proofs with a loaded key take as long as another's.
export const ours = [
  { name: "AVX-512", program: cli, idle: ["--help"], runs: 1 },
  { name: "AVX2", program: cli, idle: ["--help"], runs: 1, environment: { DOTNET_EnableAVX512: "0" } },
  { name: "portable", program: cli, idle: ["--help"], runs: 1 / 8, environment: { DOTNET_EnableHWIntrinsic: "0" } },
  ...(hasLinker() ? [{ name: "NativeAOT", program: native, idle: ["--help"], runs: 1, uncharted: true }] : []),
];
export const snarkjs = { name: "snarkjs", program: [process.execPath, path.join(here, "snarkjs.mjs")], idle: ["idle"], runs: 1 / 15 };

// "name=program" for a program of the reader's.
export function peer(text) {
  const [, name, program] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (!program) throw new Error(`--peer takes NAME=PROGRAM, not '${text}'.`);
  return { name, program: [path.resolve(program)], runs: 1 / 4 };
}

// With the runtime: compiled ahead of time where that can be done for every processor. With NativeAOT: wholly, for this one.
export function buildOurs() {
  publish(path.dirname(cli[1]), "--use-current-runtime", "--no-self-contained", "-p:PublishReadyToRun=true");
  if (hasLinker()) publish(path.dirname(native[0]), "-p:PublishAot=true");
  else console.error("NativeAOT is left out: it needs clang or gcc.");
}

function publish(folder, ...target) {
  const options = ["-c", "Release", "-v", "quiet", "--nologo", "-o", folder, ...target];
  execFileSync("dotnet", ["publish", project, ...options], { stdio: ["ignore", "ignore", "inherit"] });
}

function hasLinker() {
  return ["clang", "gcc"].some((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
}

export function setUp(r1cs, zkey) {
  execFileSync(cli[0], [cli[1], "setup", r1cs, zkey], { stdio: "ignore" });
}

// The median time of a proof, milliseconds, in a process that has loaded the key and proved before.
export async function warm({ program, environment, runs }, { zkey, wtns }, threads, proofs) {
  const options = ["--runs", Math.max(1, Math.round(proofs * runs)), "--threads", threads];
  const { output } = await run(program, ["bench", zkey, wtns, ...options], environment);
  return JSON.parse(output).prove_med_ms;
}

// A whole process: milliseconds and megabytes of one that loads the key, proves once and writes the proof.
export function fresh({ program, environment }, { zkey, wtns }, proof, signals) {
  return run(program, ["prove", zkey, wtns, proof, signals], environment);
}

// Megabytes of the runtime alone. It may end between two looks at it: so the most of several runs.
export async function idle({ program, environment, idle: arguments_ }) {
  let most;
  for (let i = 0; arguments_ && i < 10; i++) {
    const { megabytes } = await run(program, arguments_, environment, 1);
    most = Math.max(most ?? 0, megabytes ?? 0) || undefined;
  }
  return most;
}
