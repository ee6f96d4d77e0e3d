// An EVM that does what it is told: reads orders from standard input, a line of JSON each, and answers each with a line.
// { op: "chain", chainId }                        begins anew, with nothing on the chain
// { op: "put", address, code, storage }           puts a contract where it is on another chain, with slots of its storage
// { op: "create", from, data }                    -> { failed, returned, address }
// { op: "call", from, to, data, gas, time, keep } -> { failed, returned, gas }; keep says whether its changes stay
// Precompiles are warm, as they are in every transaction. Gas is that of the execution.

import { createCustomCommon, Mainnet } from "@ethereumjs/common";
import { createEVM } from "@ethereumjs/evm";
import { bytesToHex, createAccount, createAddressFromString, hexToBytes, setLengthLeft } from "@ethereumjs/util";
import readline from "node:readline";

const plenty = 30_000_000n;
let evm = await start(31337);
for await (const line of readline.createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  console.log(JSON.stringify(await obey(order)));
}

function start(chainId) {
  return createEVM({ common: createCustomCommon({ chainId }, Mainnet, { hardfork: "osaka" }) });
}

async function obey(order) {
  switch (order.op) {
    case "chain":
      evm = await start(order.chainId);
      return {};
    case "put": {
      const address = createAddressFromString(order.address);
      await evm.stateManager.putAccount(address, createAccount({ nonce: 1n }));
      await evm.stateManager.putCode(address, hexToBytes(order.code));
      for (const [slot, value] of Object.entries(order.storage ?? {})) {
        await evm.stateManager.putStorage(address, setLengthLeft(hexToBytes(slot), 32), hexToBytes(value));
      }

      return {};
    }

    case "create": {
      const { execResult, createdAddress } = await run({ data: order.data, from: order.from });
      return { failed: !!execResult.exceptionError, returned: bytesToHex(execResult.returnValue), address: createdAddress?.toString() };
    }

    case "call": {
      if (!order.keep) await evm.stateManager.checkpoint();
      const { execResult } = await run(order);
      if (!order.keep) await evm.stateManager.revert();
      return { failed: !!execResult.exceptionError, returned: bytesToHex(execResult.returnValue), gas: Number(execResult.executionGasUsed) };
    }

    default:
      throw new Error(`There is no order ${order.op}.`);
  }
}

async function run({ from, to, data, gas, time }) {
  const header = {
    number: 1n,
    coinbase: createAddressFromString(`0x${"00".repeat(20)}`),
    timestamp: BigInt(time ?? 0),
    difficulty: 0n,
    prevRandao: new Uint8Array(32),
    gasLimit: plenty,
    baseFeePerGas: 0n,
    slotNumber: 0n,
    getBlobGasPrice: () => 1n,
  };
  for (const precompile of [1, 2, 6, 7, 8]) evm.journal.addWarmedAddress(createAddressFromString(`0x${precompile.toString().padStart(40, "0")}`).bytes);
  const result = await evm.runCall({
    block: { header },
    caller: createAddressFromString(from),
    to: to ? createAddressFromString(to) : undefined,
    data: hexToBytes(data),
    gasLimit: gas === undefined || gas === null ? plenty : BigInt(gas),
  });
  await evm.journal.cleanup();
  return result;
}
