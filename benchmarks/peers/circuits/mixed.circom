pragma circom 2.1.6;

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/poseidon.circom";

// 40 % of the constraints hash and 60 % are bits: a chain of n hashes, each of which takes in six numbers of 64 bits.
template Mixed(n) {
  signal input numbers[n][2][3];
  signal output digest;
  signal bits[n][2][3][64];
  signal chain[n + 1];
  chain[0] <== 0;
  for (var i = 0; i < n; i++) {
    var packed[2] = [0, 0];
    for (var j = 0; j < 2; j++) {
      for (var k = 0; k < 3; k++) {
        bits[i][j][k] <== Num2Bits(64)(numbers[i][j][k]);
        packed[j] += numbers[i][j][k] * 2 ** (64 * k);
      }
    }
    chain[i + 1] <== Poseidon(3)([chain[i], packed[0], packed[1]]);
  }
  digest <== chain[n];
}
