// Compiles verifier contracts with solc and asks them, on an EVM, about proofs.
// Usage: node solidity.mjs <manifest.json>
// The manifest lists contracts { name, source, calls: [{ words: [word, ...], gas }, ...], proof, public } with the words of verifyProof's
// arguments in hexadecimal, and the gas there is for it (by default as good as any). For each contract a line of JSON has the answers
// { answers, gas, calldata }: an answer is true, false, or after a revert its data in hexadecimal; calldata is what snarkjs exports for
// proof and public.

import { createCustomCommon, Mainnet } from "@ethereumjs/common";
import { createEVM } from "@ethereumjs/evm";
import { hexToBytes, bytesToHex } from "@ethereumjs/util";
import fs from "node:fs";
import * as snarkjs from "snarkjs";
import solc from "solc";

// A development chain: contracts of development keys can be deployed on no other.
const evm = await createEVM({ common: createCustomCommon({ chainId: 31337 }, Mainnet) });
const defaultBounds = "00".repeat(3 * 32);
let contracts = 0;
for (const { name, source, calls, proof, public: signals } of read(process.argv[2])) {
  const { bytecode, selector } = compile(name, fs.readFileSync(source, "utf8"));
  const created = await evm.runCall({ data: hexToBytes(`0x${bytecode}${defaultBounds}`), gasLimit: 30_000_000n });
  if (created.execResult.exceptionError) throw new Error(`${name} was not created: ${created.execResult.exceptionError.error}`);
  contracts++;

  const answers = [];
  let gas = 0;
  for (const { words, gas: gasLimit } of calls) {
    const data = hexToBytes(`0x${selector}${words.map((word) => word.slice(2)).join("")}`);
    const { execResult } = await evm.runCall({ to: created.createdAddress, data, gasLimit: BigInt(gasLimit ?? 30_000_000) });
    const returned = bytesToHex(execResult.returnValue);
    if (execResult.exceptionError) {
      answers.push(returned);
      continue;
    }

    answers.push(BigInt(returned) === 1n);
    gas = Math.max(gas, Number(execResult.executionGasUsed));
  }

  const calldata = await snarkjs.groth16.exportSolidityCallData(read(proof), read(signals));
  console.log(JSON.stringify({ answers, gas, calldata }));
}

process.exit(contracts > 0 ? 0 : 1);

function compile(name, content) {
  const settings = { optimizer: { enabled: true, runs: 200 }, outputSelection: { "*": { "*": ["evm.bytecode.object", "evm.methodIdentifiers"] } } };
  const input = { language: "Solidity", sources: { "verifier.sol": { content } }, settings };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  if (output.errors?.length) throw new Error(output.errors.map((error) => error.formattedMessage).join("\n"));
  const contract = output.contracts["verifier.sol"][name];
  const method = Object.keys(contract.evm.methodIdentifiers).find((signature) => signature.startsWith("verifyProof("));
  return { bytecode: contract.evm.bytecode.object, selector: contract.evm.methodIdentifiers[method] };
}

function read(file) {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}
