pragma circom 2.1.6;

include "circomlib/circuits/poseidon.circom";

// A chain of n hashes: nearly all values are of full size.
template Hashes(n) {
  signal input blocks[n];
  signal output digest;
  signal chain[n + 1];
  chain[0] <== 0;
  for (var i = 0; i < n; i++) chain[i + 1] <== Poseidon(2)([chain[i], blocks[i]]);
  digest <== chain[n];
}
