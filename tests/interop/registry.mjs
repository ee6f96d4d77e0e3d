// registry.mjs <input.json>: { sequences, openings } -> what @zk-kit/lean-imt and circomlibjs make of them, as JSON.
// A sequence is a list of operations on a tree, ["append", leaf], ["update", index, leaf], ["remove", index]: answered by the root after each,
// and in the end the proof of every leaf. An opening, as RegistryOpening.ToJson writes it, is answered by the root that it leads to,
// computed here from the documented formulas alone.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { LeanIMT } from "@zk-kit/lean-imt";
import { buildPoseidonOpt } from "circomlibjs";
import { poseidon2 } from "poseidon-lite";

const poseidon = await buildPoseidonOpt();
const hash = (inputs, state = 0n) => BigInt(poseidon.F.toString(poseidon(inputs, poseidon.F.e(state))));
const r = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
const types = ["trust", "skill", "vouch", "endorsement"];

function replay(operations) {
  const tree = new LeanIMT((a, b) => poseidon2([a, b]));
  const roots = operations.map(([kind, ...args]) => {
    if (kind === "append") tree.insert(BigInt(args[0]));
    else tree.update(args[0], kind === "update" ? BigInt(args[1]) : 0n);
    return tree.root.toString();
  });
  const proofs = tree.leaves.map((_, i) => {
    const proof = tree.generateProof(i);
    return { index: proof.index, siblings: proof.siblings.map(String), valid: tree.verifyProof(proof) };
  });
  return { roots, depth: tree.depth, proofs };
}

function rootOf(opening) {
  const hex = (value, digits) => value.toString(16).padStart(digits, "0");
  const contexts = createHash("sha256").update("shadowgraph.proofs/contexts/v1\0\0");
  for (const a of opening.attestations)
    contexts.update(a.source.slice(2) + hex(types.indexOf(a.attestation_type) + 1, 2) + hex(a.created_at, 10), "hex");
  const packed = opening.attestations.map(
    (a) => BigInt(a.r) + (BigInt(a.s) << 40n) + (BigInt(a.a) << 80n) + (BigInt(a.w) << 101n) + (BigInt(a.expires_at) << 118n));
  const evidence = [];
  for (let i = 0; i < packed.length; i += 3) {
    const [x, y, z] = [0, 1, 2].map((k) => packed[i + k] ?? 0n);
    evidence.push(x + (z % (1n << 80n) << 159n), y + ((z >> 80n) << 159n));
  }
  let bundle = 0n;
  for (let i = 0; i < evidence.length; i += 16) {
    const block = evidence.slice(i, i + 16);
    while (block.length < 16) block.push(0n);
    bundle = hash(block, bundle);
  }
  const context = BigInt("0x" + contexts.digest("hex")) % r;
  const key = BigInt(opening.subject ?? opening.identity_commitment);
  let node = hash([key, bundle, context, BigInt(packed.length), BigInt(opening.salt)]);
  opening.path.siblings.map(BigInt).forEach((sibling, i) => {
    node = (opening.path.index >> i) & 1 ? hash([sibling, node]) : hash([node, sibling]);
  });
  return node.toString();
}

const input = JSON.parse(readFileSync(process.argv[2], "utf8"));
const output = { sequences: input.sequences.map(replay), openings: input.openings.map(rootOf) };
process.stdout.write(JSON.stringify(output), () => process.exit(0));
