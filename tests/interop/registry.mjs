// registry.mjs <input.json>: { sequences, openings } -> what @zk-kit/lean-imt and circomlibjs make of them, as JSON.
// A sequence is a list of operations on a tree, ["append", leaf], ["update", index, leaf], ["remove", index]: answered by the root after each,
// and in the end the proof of every leaf. An opening, as RegistryOpening.ToJson writes it, is answered by the root that it leads to,
// computed here from the documented formulas alone.
import { readFileSync } from "node:fs";
import { LeanIMT } from "@zk-kit/lean-imt";
import { buildPoseidonOpt } from "circomlibjs";
import { poseidon2 } from "poseidon-lite";

const poseidon = await buildPoseidonOpt();
const hash = (inputs, state = 0n) => BigInt(poseidon.F.toString(poseidon(inputs, poseidon.F.e(state))));
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
  const elements = opening.attestations.flatMap((a) => [
    BigInt(a.source) + (BigInt(types.indexOf(a.attestation_type) + 1) << 160n) + (BigInt(a.created_at) << 168n),
    BigInt(a.r) + (BigInt(a.s) << 40n) + (BigInt(a.a) << 80n) + (BigInt(a.w) << 101n) + (BigInt(a.expires_at) << 118n),
  ]);
  let bundle = 0n;
  for (let i = 0; i < elements.length; i += 16) {
    const block = elements.slice(i, i + 16);
    while (block.length < 16) block.push(0n);
    bundle = hash(block, bundle);
  }
  const key = BigInt(opening.subject ?? opening.identity_commitment);
  let node = hash([key, bundle, BigInt(opening.attestations.length), BigInt(opening.salt)]);
  opening.path.siblings.map(BigInt).forEach((sibling, i) => {
    node = (opening.path.index >> i) & 1 ? hash([sibling, node]) : hash([node, sibling]);
  });
  return node.toString();
}

const input = JSON.parse(readFileSync(process.argv[2], "utf8"));
const output = { sequences: input.sequences.map(replay), openings: input.openings.map(rootOf) };
process.stdout.write(JSON.stringify(output), () => process.exit(0));
