// The circuits' inputs, the same on each machine: every value is drawn from the hash of its name.

import { createHash } from "node:crypto";
import { buildEddsa, buildPoseidon } from "circomlibjs";

export const order = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
export const documentBlocks = 4;
export const treeDepth = 16;

const poseidon = await buildPoseidon();
const eddsa = await buildEddsa();
const field = poseidon.F;

export const inputs = {
  chain: () => ({ start: draw("start") }),
  hashes: (n) => ({ blocks: list(n, (i) => draw(`block ${i}`)) }),
  ranges,
  signatures: signedDocuments,
  merkle: openings,
  mixed: (n) => ({ numbers: list(n, (i) => list(2, (j) => list(3, (k) => number(`number ${i} ${j} ${k}`)))) }),
};

function ranges(n) {
  const amounts = list(n, (i) => number(`amount ${i}`));
  return { amounts, limit: amounts.reduce((most, amount) => (amount > most ? amount : most)) };
}

function signedDocuments(n) {
  const documents = list(n, (i) => list(documentBlocks, (j) => draw(`document ${i} ${j}`)));
  const signed = documents.map((blocks, i) => {
    const secret = createHash("sha256").update(`signer ${i}`).digest();
    const [keyX, keyY] = eddsa.prv2pub(secret);
    const message = blocks.reduce((state, block) => hash(state, block), 0n);
    const { R8: r8, S: s } = eddsa.signPoseidon(secret, field.e(message));
    return { keyX, keyY, r8X: r8[0], r8Y: r8[1], s };
  });
  const column = (name) => signed.map((signature) => field.toObject(signature[name]));
  return {
    documents,
    keyX: column("keyX"),
    keyY: column("keyY"),
    r8X: column("r8X"),
    r8Y: column("r8Y"),
    s: signed.map(({ s }) => s),
  };
}

// Leaves spread over a tree of which nothing but their paths is computed: whatever is beside those is drawn.
function openings(n) {
  const places = list(n, (i) => Number((BigInt(i) * 2n ** BigInt(treeDepth)) / BigInt(n) + draw(`place ${i}`) % 16n));
  const levels = [new Map(places.map((place) => [place, draw(`leaf ${place}`)]))];
  for (let height = 0; height < treeDepth; height++) {
    const parents = new Map();
    for (const place of levels[height].keys()) {
      const [left, right] = [place & ~1, place | 1].map((child) => at(levels, height, child));
      parents.set(place >> 1, hash(left, right));
    }
    levels.push(parents);
  }
  return {
    leaves: places.map((place) => at(levels, 0, place)),
    sides: places.map((place) => list(treeDepth, (height) => (place >> height) & 1)),
    siblings: places.map((place) => list(treeDepth, (height) => at(levels, height, (place >> height) ^ 1))),
    root: at(levels, treeDepth, 0),
  };
}

function at(levels, height, place) {
  return levels[height].get(place) ?? draw(`node ${height} ${place}`);
}

function hash(...values) {
  return field.toObject(poseidon(values));
}

function number(name) {
  return draw(name) % 2n ** 64n;
}

function draw(name) {
  return BigInt(`0x${createHash("sha256").update(name).digest("hex")}`) % order;
}

function list(n, element) {
  return Array.from({ length: n }, (_, i) => element(i));
}
