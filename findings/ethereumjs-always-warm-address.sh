#!/usr/bin/env bash
# @ethereumjs/evm 10.1.3: addresses that were added as always warm, and the end of a call's journal.
#
# Expected: an address given to journal.addAlwaysWarmAddress stays warm (EIP-2929) for as long as the machine lives, as precompiles do, so that gas
# measured by call after call is the gas of warm accounts.
# Seen: journal.cleanup(), which ends each transaction, makes it cold again, also when it was added to the access list (second argument true). Who
# measures several calls and adds the addresses once gets 2 500 gas more for each access from the second transaction on.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund @ethereumjs/evm@10.1.3 >/dev/null

cat > warm.mjs <<'JS'
import { createEVM } from "@ethereumjs/evm";

const { journal } = await createEVM();
const address = new Uint8Array(20).fill(0x99);
const text = "0x" + Buffer.from(address).toString("hex");
const seen = [];
for (const inAccessList of [true, false]) {
  journal.addAlwaysWarmAddress(text, inAccessList);
  seen.push(journal.isWarmedAddress(address));
  await journal.cleanup();
  seen.push(journal.isWarmedAddress(address));
}

console.log("warm after adding, and after cleanup:", seen.join(" "));
const asSeen = seen.join(" ") === "true false true false";
console.log(asSeen ? "As seen: always is until the next cleanup." : "It has changed.");
process.exit(asSeen ? 0 : 1);
JS
node warm.mjs
