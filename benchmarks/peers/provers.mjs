// The provers that are compared. Each is a program with the commands prove and bench of samples/Groth16Cli.

import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./process.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, "..", "..", "samples", "Groth16Cli");
const fixtures = path.join(here, ".fixtures");

// A program of ours: with the runtime, compiled for the processors that have these instructions as far as ReadyToRun can, or with NativeAOT.
const withRuntime = (folder, instructions) => ({
  program: [path.join(fixtures, folder, "Groth16Cli")],
  publish: ["--use-current-runtime", "--no-self-contained", "-p:PublishReadyToRun=true", `-p:ShadowgraphProofsInstructionSet=${instructions}`],
});
const native = { program: [path.join(fixtures, "native", "Groth16Cli")], publish: ["-p:PublishAot=true"] };

// idle: arguments with which the runtime starts and nothing is proved, for the memory that it holds by itself.
// runs: how many of the usual number of proofs are worth their time.
// prepared: it loads a prepared key, which changes whole processes alone.
// ceremony: its key took part in a ceremony, and lacks the points that our setup adds; measured with a loaded key alone.
// charts: the charts that show it. Only one shows what is of no interest or takes as long as another's in the other.
const usual = { idle: ["--help"], runs: 1, charts: ["warm", "cold"] };
const avx512 = { name: "AVX-512", ...usual, ...withRuntime("cli", "native") };
const avx2 = { name: "AVX2", ...usual, ...withRuntime("cli-avx2", "x86-64-v3"), environment: { DOTNET_EnableAVX512: "0" } };
const best = hasAvx512() ? avx512 : avx2;
export const ours = [
  best,
  ...(best === avx2 ? [] : [{ ...avx2, charts: ["warm"] }]),
  {
    name: "portable",
    ...usual,
    ...withRuntime("cli-portable", ""),
    runs: 1 / 8,
    environment: { DOTNET_EnableHWIntrinsic: "0" },
    charts: ["warm"],
  },
  { ...best, name: `${best.name}, prepared`, prepared: true, charts: ["cold"] },
  { ...best, name: `${best.name}, ceremony key`, ceremony: true, charts: [] },
  ...(hasLinker()
    ? [
        { name: "NativeAOT", ...usual, ...native, charts: ["cold"] },
        { name: "NativeAOT, prepared", ...usual, ...native, prepared: true, charts: ["cold"] },
        { name: "NativeAOT, ceremony key", ...usual, ...native, ceremony: true, charts: [] },
      ]
    : []),
];
export const snarkjs = {
  ...usual,
  name: "snarkjs",
  program: [process.execPath, path.join(here, "snarkjs.mjs")],
  idle: ["idle"],
  runs: 1 / 15,
};

// "name=program" for a program of the reader's.
export function peer(text) {
  const [, name, program] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (!program) throw new Error(`--peer takes NAME=PROGRAM, not '${text}'.`);
  return { name, program: [path.resolve(program)], runs: 1 / 4, charts: usual.charts };
}

// Builds those of our programs that are compared.
export function build(chosen) {
  if (!hasLinker()) console.error("NativeAOT is left out: it needs clang or gcc.");
  const built = new Set();
  for (const { program, publish } of chosen) {
    const folder = path.dirname(program[0]);
    if (built.has(folder)) continue;
    built.add(folder);
    // ReadyToRun keeps a program's code although other instructions are named.
    fs.rmSync(path.join(project, "obj", "Release"), { recursive: true, force: true });
    const options = ["-c", "Release", "-v", "quiet", "--nologo", "-o", folder, ...publish];
    execFileSync("dotnet", ["publish", project, ...options], { stdio: ["ignore", "ignore", "inherit"] });
  }
}

// Only Linux tells; elsewhere AVX-512 stands for the best that the processor has.
function hasAvx512() {
  const features = "/proc/cpuinfo";
  return !fs.existsSync(features) || fs.readFileSync(features, "utf8").includes("avx512f");
}

function hasLinker() {
  return ["clang", "gcc"].some((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
}

export function setUp({ program }, r1cs, zkey) {
  execFileSync(program[0], ["setup", r1cs, zkey], { stdio: "ignore" });
}

// The files with a prepared key beside the .zkey file, in a folder of their own.
export function prepare({ program }, files) {
  const folder = path.join(path.dirname(files.zkey), "prepared");
  const zkey = path.join(folder, path.basename(files.zkey));
  if (!fs.existsSync(zkey)) {
    fs.mkdirSync(folder, { recursive: true });
    fs.copyFileSync(files.zkey, zkey);
  }
  execFileSync(program[0], ["prepare", zkey], { stdio: "ignore" });
  return { ...files, zkey };
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
