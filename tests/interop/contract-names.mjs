// Which names solc takes for a contract, and how much code contracts have.
// Usage: node contract-names.mjs <manifest.json>
// The manifest has { template, names, sizes }: the source of a contract named CONTRACT_NAME, names to put in its place, and sources of
// contracts named Groth16Verifier. Prints { refused, sizes }: the names with which the source doesn't compile without a word of complaint,
// and the bytes of each source's code when deployed.

import fs from "node:fs";
import solc from "solc";

const { template, names, sizes } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const refused = names.filter((name) => compile(template.replaceAll("CONTRACT_NAME", name), { "": ["ast"] }).errors?.length);
const lengths = sizes.map((source) => {
  const { errors, contracts } = compile(source, { "*": ["evm.deployedBytecode.object"] });
  if (errors?.length) throw new Error(errors.map((error) => error.formattedMessage).join("\n"));
  return contracts["verifier.sol"].Groth16Verifier.evm.deployedBytecode.object.length / 2;
});
console.log(JSON.stringify({ refused, sizes: lengths }));
process.exit(0);

function compile(content, output) {
  const settings = { optimizer: { enabled: true, runs: 200 }, outputSelection: { "*": output } };
  return JSON.parse(solc.compile(JSON.stringify({ language: "Solidity", sources: { "verifier.sol": { content } }, settings })));
}
