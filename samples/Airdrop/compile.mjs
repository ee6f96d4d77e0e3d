// Compiles Solidity. Reads { sources: { file: text }, names: [contract, ...] } from standard input, and prints for each contract
// { code, runtime, methods }: its creation code and code in hexadecimal, and the selectors of its functions. A warning is an error.

import fs from "node:fs";
import solc from "solc";

const { sources, names } = JSON.parse(fs.readFileSync(0, "utf8"));
const input = {
  language: "Solidity",
  sources: Object.fromEntries(Object.entries(sources).map(([file, content]) => [file, { content }])),
  settings: {
    evmVersion: "osaka",
    optimizer: { enabled: true, runs: 200 },
    outputSelection: { "*": { "*": ["evm.bytecode.object", "evm.deployedBytecode.object", "evm.methodIdentifiers"] } },
  },
};
const output = JSON.parse(solc.compile(JSON.stringify(input)));
if (output.errors?.length) {
  console.error(output.errors.map((error) => error.formattedMessage).join("\n"));
  process.exit(1);
}

const found = {};
for (const file of Object.values(output.contracts)) {
  for (const [name, { evm }] of Object.entries(file)) {
    if (!names.includes(name)) continue;
    found[name] = { code: evm.bytecode.object, runtime: evm.deployedBytecode.object, methods: evm.methodIdentifiers };
  }
}

console.log(JSON.stringify(found));
