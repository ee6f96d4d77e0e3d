// poseidon.mjs <cases.json>: hashes every case, { inputs, initialState }, with the peers and prints their answers, in order, as JSON.
// poseidon-lite has no initial state: it answers only where that is 0.
import { readFileSync } from "node:fs";
import { buildPoseidonOpt, buildPoseidonReference } from "circomlibjs";
import * as lite from "poseidon-lite";

const reference = await buildPoseidonReference();
const optimized = await buildPoseidonOpt();
const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));

const answers = cases.map(({ inputs, initialState }) => {
  const values = inputs.map(BigInt);
  const state = BigInt(initialState);
  return {
    reference: reference.F.toString(reference(values, reference.F.e(state))),
    optimized: optimized.F.toString(optimized(values, optimized.F.e(state))),
    lite: state === 0n ? lite[`poseidon${values.length}`](values).toString() : null,
  };
});

process.stdout.write(JSON.stringify(answers), () => process.exit(0));
