// What circom makes of private inputs that need no wire, at each of its levels of optimisation.
// Usage: node private-inputs.mjs make <output folder>      for each circuit and level <circuit>.<level>.r1cs and .wtns
//        node private-inputs.mjs verify <folder>           checks what was proved of them: <name>.vkey.json, .public.json, .proof.json;
//                                                          prints a line for each, the name and whether snarkjs accepts it

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as snarkjs from "snarkjs";

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const [verb, folder] = [process.argv[2], path.resolve(process.argv[3])];
const inputs = {
  unused: { a: 3, b: 11 },
  equal: { a: 3, b: 3 },
  constant: { a: 3, b: 5 },
  linear: { a: 7, b: 17, d: 4, p: 3 },
};
const levels = ["O0", "O1", "O2"];

if (verb === "make") await make();
else await verify();
process.exit(0);

async function make() {
  const compiler = path.join(path.dirname(require.resolve("circom2/package.json")), "cli.js");
  for (const level of levels) {
    // The compiler sees only the folders above its working folder, by relative paths.
    const out = path.join(folder, level);
    fs.mkdirSync(out, { recursive: true });
    for (const [name, input] of Object.entries(inputs)) {
      const arguments_ = [compiler, `private-inputs/${name}.circom`, `--${level}`, "--r1cs", "--wasm", "-o", path.relative(here, out)];
      execFileSync(process.execPath, arguments_, { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
      fs.renameSync(path.join(out, `${name}.r1cs`), path.join(folder, `${name}.${level}.r1cs`));
      await snarkjs.wtns.calculate(input, path.join(out, `${name}_js`, `${name}.wasm`), path.join(folder, `${name}.${level}.wtns`));
    }

    fs.rmSync(out, { recursive: true });
  }
}

async function verify() {
  const read = (name, kind) => JSON.parse(fs.readFileSync(path.join(folder, `${name}.${kind}.json`), "utf8"));
  for (const circuit of Object.keys(inputs)) {
    for (const level of levels) {
      const name = `${circuit}.${level}`;
      console.log(`${name} ${await snarkjs.groth16.verify(read(name, "vkey"), read(name, "public"), read(name, "proof"))}`);
    }
  }
}
