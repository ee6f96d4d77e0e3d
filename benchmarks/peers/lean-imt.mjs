// lean-imt.mjs [leaves] [rounds]: how long @zk-kit/lean-imt takes with poseidon-lite for a tree of leaves, by insertMany, for each leaf.
import { randomBytes } from "node:crypto";
import { LeanIMT } from "@zk-kit/lean-imt";
import { poseidon2 } from "poseidon-lite";
import { median } from "./statistics.mjs";

const count = Number(process.argv[2] ?? 4096);
const rounds = Number(process.argv[3] ?? 5);
const leaves = Array.from({ length: count }, () => BigInt(`0x${randomBytes(31).toString("hex")}`));

const times = [];
for (let round = 0; round < rounds; round++) {
  const tree = new LeanIMT((a, b) => poseidon2([a, b]));
  const start = performance.now();
  tree.insertMany(leaves);
  times.push((1000 * (performance.now() - start)) / count);
}

console.log(`insertMany of ${count} leaves: ${median(times).toFixed(1)} us a leaf, median of ${rounds}`);
