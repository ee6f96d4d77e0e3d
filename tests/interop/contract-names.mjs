// Which names solc takes for a contract, and how much code contracts have.
// Usage: node contract-names.mjs <manifest.json>
// The manifest has { template, names, sizes }: the source of a contract named CONTRACT_NAME, names to put in its place, and sources of
// contracts named Groth16Verifier. Prints { refused, sizes }: the names with which the source doesn't compile without a word of complaint,
// and the bytes of each source's code when deployed.

import fs from "node:fs";
import solc from "solc";

const { template, names, sizes } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify({ refused: complaints(), sizes: lengths() }));
process.exit(0);

// All names at once, as a run of solc takes long. It stops at the first stage that finds an error, so those with errors are left out and
// the others compiled again.
function complaints() {
  const refused = new Set();
  for (let left = names; left.length > 0; ) {
    const sources = left.map((name) => [name, { content: template.replaceAll("CONTRACT_NAME", name) }]);
    const { errors = [] } = compile(Object.fromEntries(sources), { "": ["ast"] });
    for (const { sourceLocation } of errors) refused.add(sourceLocation.file);
    const failed = new Set(errors.filter(({ severity }) => severity === "error").map(({ sourceLocation }) => sourceLocation.file));
    if (failed.size === 0) break;
    left = left.filter((name) => !failed.has(name));
  }

  return [...refused];
}

function lengths() {
  const sources = Object.fromEntries(sizes.map((content, i) => [`${i}`, { content }]));
  const { errors, contracts } = compile(sources, { "*": ["evm.deployedBytecode.object"] });
  if (errors?.length) throw new Error(errors.map((error) => error.formattedMessage).join("\n"));
  return sizes.map((_, i) => contracts[i].Groth16Verifier.evm.deployedBytecode.object.length / 2);
}

function compile(sources, output) {
  const settings = { optimizer: { enabled: true, runs: 200 }, outputSelection: { "*": output } };
  return JSON.parse(solc.compile(JSON.stringify({ language: "Solidity", sources, settings })));
}
