pragma circom 2.1.6;

// One link of a reputation proof, stated a second time with circomlib. It shares the inputs' names with the C# circuit and nothing else; a
// test feeds both the same values and expects the same verdict. docs/statement.md is what both implement.

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/comparators.circom";
include "circomlib/circuits/mux1.circom";
include "circomlib/circuits/poseidon.circom";

template InRange(bits) {
  signal input in;
  signal unused[bits] <== Num2Bits(bits)(in);
}

// 0 where the flag is 0.
template ZeroUnless() {
  signal input flag;
  signal input in;
  in * (1 - flag) === 0;
}

// What the numbers of one attestation add to the sums.
template Evidence() {
  signal input r;
  signal input s;
  signal input a;
  signal input w;
  signal input expiry;
  signal input asOf;
  signal output positive;
  signal output negative;
  signal output rated;

  InRange(40)(r);
  InRange(40)(s);
  InRange(21)(a);
  InRange(17)(w);
  signal aIsGreater <== GreaterThan(21)([a, 1 << 20]);
  aIsGreater === 0;
  signal wIsGreater <== GreaterThan(17)([w, 1 << 16]);
  wIsGreater === 0;

  signal lifetime[41] <== Num2Bits(41)(expiry - asOf - 1 + (1 << 40));
  signal weight <== lifetime[40] * w;
  positive <== weight * r;
  negative <== weight * s;
  rated <== a * (positive + negative);
}

// Poseidon over chain and sums, public between two links and 0 at the ends.
template State() {
  signal input present;
  signal input sums[5];
  signal input asOf;
  signal input blinding;
  signal input state;

  signal hash <== Poseidon(7)([sums[0], sums[1], sums[2], sums[3], sums[4], asOf, blinding]);
  state === present * hash;
  ZeroUnless()(present, blinding);
}

template PathLevel() {
  signal input below;
  signal input included;
  signal input side;
  signal input sibling;
  signal input node;
  signal output parent;

  included * (included - 1) === 0;
  side * (side - 1) === 0;
  ZeroUnless()(below, included);
  ZeroUnless()(included, side);
  ZeroUnless()(included, sibling);

  signal children[2] <== MultiMux1(2)([[node, sibling], [sibling, node]], side);
  signal hash <== Poseidon(2)(children);
  parent <== Mux1()([node, hash], included);
}

template Reputation(slots) {
  assert(slots > 0 && slots % 24 == 0);
  var LEVELS = 32;
  var TAG = 0x736861646f7767726170682f6e756c6c69666965722f7631;

  signal input registryRoot;
  signal input scope;
  signal input nullifier;
  signal input subject;
  signal input recipient;
  signal input minScore;
  signal input maxScore;
  signal input asOf;
  signal input previousState;
  signal input nextState;

  signal input previousChain;
  signal input previousCount;
  signal input previousR;
  signal input previousS;
  signal input previousQ;
  signal input previousBlinding;
  signal input nextBlinding;
  signal input enabled[slots];
  signal input r[slots];
  signal input s[slots];
  signal input a[slots];
  signal input w[slots];
  signal input expiry[slots];
  signal input secret;
  signal input contexts;
  signal input salt;
  signal input included[LEVELS];
  signal input side[LEVELS];
  signal input sibling[LEVELS];

  signal isFirst <== IsZero()(previousState);
  signal isLast <== IsZero()(nextState);

  // Signals.
  InRange(40)(asOf);
  ZeroUnless()(isLast, registryRoot);
  ZeroUnless()(isLast, scope);
  ZeroUnless()(isLast, nullifier);
  ZeroUnless()(isLast, subject);
  ZeroUnless()(isLast, recipient);
  ZeroUnless()(isLast, minScore);
  ZeroUnless()(isLast, maxScore);
  signal recipientSquared <== recipient * recipient;

  // Where the sums come from.
  var before[5] = [previousChain, previousCount, previousR, previousS, previousQ];
  for (var i = 0; i < 5; i++) ZeroUnless()(1 - isFirst, before[i]);
  State()(1 - isFirst, before, asOf, previousBlinding, previousState);

  // Attestations.
  var count = previousCount;
  var R = previousR;
  var S = previousS;
  var Q = previousQ;
  signal added[slots][3];
  for (var i = 0; i < slots; i++) {
    enabled[i] * (enabled[i] - 1) === 0;
    if (i > 0) ZeroUnless()(enabled[i - 1], enabled[i]);
    ZeroUnless()(enabled[i], r[i]);
    ZeroUnless()(enabled[i], s[i]);
    ZeroUnless()(enabled[i], a[i]);
    ZeroUnless()(enabled[i], w[i]);
    ZeroUnless()(enabled[i], expiry[i]);
    (added[i][0], added[i][1], added[i][2]) <== Evidence()(r[i], s[i], a[i], w[i], expiry[i], asOf);
    count += enabled[i];
    R += added[i][0];
    S += added[i][1];
    Q += added[i][2];
  }
  isFirst * (1 - enabled[0]) === 0;
  (1 - isLast) * (1 - enabled[slots - 1]) === 0;
  InRange(20)(count);

  signal chain[slots \ 24 + 1];
  signal hash[slots \ 24];
  chain[0] <== previousChain;
  component block[slots \ 24];
  for (var b = 0; b < slots \ 24; b++) {
    block[b] = PoseidonEx(16, 1);
    block[b].initialState <== chain[b];
    for (var i = 0; i < 8; i++) {
      var x = 24 * b + 3 * i;
      var y = x + 1;
      var z = x + 2;
      block[b].inputs[2 * i] <==
        r[x] + (1 << 40) * s[x] + (1 << 80) * a[x] + (1 << 101) * w[x] + (1 << 118) * expiry[x]
        + (1 << 159) * (r[z] + (1 << 40) * s[z]);
      block[b].inputs[2 * i + 1] <==
        r[y] + (1 << 40) * s[y] + (1 << 80) * a[y] + (1 << 101) * w[y] + (1 << 118) * expiry[y]
        + (1 << 159) * (a[z] + (1 << 21) * w[z] + (1 << 38) * expiry[z]);
    }
    hash[b] <== block[b].out[0];
    chain[b + 1] <== Mux1()([chain[b], hash[b]], enabled[24 * b]);
  }

  // Where they go.
  State()(1 - isLast, [chain[slots \ 24], count, R, S, Q], asOf, nextBlinding, nextState);

  // Whose leaf it is.
  InRange(160)(subject);
  signal hidden <== IsZero()(subject);
  signal anonymous <== hidden * isLast;
  ZeroUnless()(anonymous, secret);
  signal hiddenKey <== Poseidon(1)([secret]);
  signal expectedNullifier <== Poseidon(3)([TAG, secret, scope]);
  nullifier === anonymous * expectedNullifier;
  signal key <== Mux1()([subject, hiddenKey], anonymous);

  // Where it is.
  ZeroUnless()(isLast, contexts);
  ZeroUnless()(isLast, salt);
  signal node[LEVELS + 1];
  node[0] <== Poseidon(5)([key, chain[slots \ 24], contexts, count, salt]);
  for (var i = 0; i < LEVELS; i++) {
    node[i + 1] <== PathLevel()(i == 0 ? isLast : included[i - 1], included[i], side[i], sibling[i], node[i]);
  }
  isLast * (registryRoot - node[LEVELS]) === 0;

  // The score.
  InRange(20)(minScore);
  InRange(20)(maxScore);
  InRange(20)(1000000 - maxScore);
  var T = R + S;
  signal noEvidence <== IsZero()(T);
  isLast * noEvidence === 0;
  signal RT <== R * T;
  signal D <== T * (T + (1 << 37));
  signal N <== RT + (1 << 17) * Q;
  signal floor <== minScore * D;
  signal ceiling <== (maxScore + 1) * D;
  signal above <== isLast * (1000000 * N - floor);
  signal below <== isLast * (ceiling - 1000000 * N - 1);
  InRange(174)(above);
  InRange(174)(below);
}
