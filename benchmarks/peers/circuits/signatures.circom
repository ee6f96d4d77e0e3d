pragma circom 2.1.6;

include "circomlib/circuits/eddsaposeidon.circom";
include "circomlib/circuits/poseidon.circom";

// n EdDSA signatures over Baby Jubjub by as many keys, each of a document of some blocks.
template Signatures(n, blocks) {
  signal input documents[n][blocks];
  signal input keyX[n];
  signal input keyY[n];
  signal input r8X[n];
  signal input r8Y[n];
  signal input s[n];
  signal output digest;
  signal messages[n][blocks + 1];
  signal chain[n + 1];
  chain[0] <== 0;
  for (var i = 0; i < n; i++) {
    messages[i][0] <== 0;
    for (var j = 0; j < blocks; j++) messages[i][j + 1] <== Poseidon(2)([messages[i][j], documents[i][j]]);
    EdDSAPoseidonVerifier()(1, keyX[i], keyY[i], s[i], r8X[i], r8Y[i], messages[i][blocks]);
    chain[i + 1] <== Poseidon(2)([chain[i], keyX[i]]);
  }
  digest <== chain[n];
}
