pragma circom 2.0.0;

// What files must survive: unused private and public inputs, a constant output, an output that copies an input, additive constants.
template Edges(n) {
  signal input x[n];
  signal input unusedPrivate;
  signal input usedPublic;
  signal input unusedPublic;
  signal output product;
  signal output constant;
  signal output copy;
  signal partial[n];
  partial[0] <== x[0] * x[0] + 1;
  for (var i = 1; i < n; i++) {
    partial[i] <== partial[i - 1] * x[i] - 3;
  }
  product <== partial[n - 1] * usedPublic;
  constant <== 7;
  copy <== x[0];
}

component main {public [usedPublic, unusedPublic]} = Edges(11);
