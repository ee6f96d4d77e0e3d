// Makes, with circom and snarkjs alone, what their users have: for each circuit in circuits/ the constraints, a witness, proving keys
// after no contribution, after a beacon alone, and after two and a beacon, the verification key, and a proof.
// Usage: node ceremony.mjs <output folder>

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as snarkjs from "snarkjs";
import * as misc from "./node_modules/snarkjs/src/misc.js";

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.resolve(process.argv[2]);
const power = 8;
const beacon = "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";

const inputs = {
  multiplier: { a: 3, b: 11 },
  edges: { x: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31], unusedPrivate: 37, usedPublic: 41, unusedPublic: 43 },
  public: { a: 4, b: 9 },
  filled: { x: 3 },
  poseidon: { secret: "12345678901234567890123456789012345678901234567890", small: 777 },
};

fs.mkdirSync(folder, { recursive: true });
process.chdir(folder);
const compiler = path.join(path.dirname(require.resolve("circom2/package.json")), "cli.js");

const curve = await snarkjs.curves.getCurveFromName("bn128");
await snarkjs.powersOfTau.newAccumulator(curve, power, "start.ptau");
await snarkjs.powersOfTau.contribute("start.ptau", "contributed.ptau", "first", "entropy of the first");
await snarkjs.powersOfTau.preparePhase2("contributed.ptau", "final.ptau");

// What anybody computes who knows the beacon, as everybody does.
write("beacon.delta.json", curve.Fr.toString(curve.Fr.fromRng(await misc.rngFromBeaconParams(misc.hex2ByteArray(beacon), 10))));

for (const [name, input] of Object.entries(inputs)) {
  compile(name);
  await snarkjs.wtns.calculate(input, path.join(`${name}_js`, `${name}.wasm`), `${name}.wtns`);
  await snarkjs.zKey.newZKey(`${name}.r1cs`, "final.ptau", `${name}.initial.zkey`);
  await snarkjs.zKey.beacon(`${name}.initial.zkey`, `${name}.beacon.zkey`, "beacon", beacon, 10);
  await snarkjs.zKey.contribute(`${name}.initial.zkey`, `${name}.first.zkey`, "first", "entropy of the first");
  await snarkjs.zKey.contribute(`${name}.first.zkey`, `${name}.second.zkey`, "second", "entropy of the second");
  await snarkjs.zKey.beacon(`${name}.second.zkey`, `${name}.zkey`, "beacon", beacon, 10);
  const { proof, publicSignals } = await snarkjs.groth16.prove(`${name}.zkey`, `${name}.wtns`);
  write(`${name}.vkey.json`, await snarkjs.zKey.exportVerificationKey(`${name}.zkey`));
  write(`${name}.proof.json`, proof);
  write(`${name}.public.json`, publicSignals);
}

process.exit(0);

// The compiler sees only the folders above its working folder, by relative paths.
function compile(name) {
  const compiled = path.relative(here, folder);
  const arguments_ = [compiler, `circuits/${name}.circom`, "--O2", "--r1cs", "--wasm", "-l", "node_modules", "-o", compiled];
  execFileSync(process.execPath, arguments_, { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
}

function write(file, value) {
  fs.writeFileSync(file, JSON.stringify(value, null, 1));
}
