pragma circom 2.1.6;

include "circomlib/circuits/mux1.circom";
include "circomlib/circuits/poseidon.circom";

// n leaves that are in one tree of 2^depth leaves.
template Merkle(n, depth) {
  signal input leaves[n];
  signal input sides[n][depth];
  signal input siblings[n][depth];
  signal input root;
  signal nodes[n][depth + 1];
  signal ordered[n][depth][2];
  for (var i = 0; i < n; i++) {
    nodes[i][0] <== leaves[i];
    for (var j = 0; j < depth; j++) {
      sides[i][j] * (1 - sides[i][j]) === 0;
      ordered[i][j] <== MultiMux1(2)([[nodes[i][j], siblings[i][j]], [siblings[i][j], nodes[i][j]]], sides[i][j]);
      nodes[i][j + 1] <== Poseidon(2)(ordered[i][j]);
    }
    nodes[i][depth] === root;
  }
}
