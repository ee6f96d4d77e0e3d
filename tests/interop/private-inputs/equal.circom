pragma circom 2.0.0;

// The second private input equals the first.
template Equal() {
  signal input a;
  signal input b;
  signal output c;
  a === b;
  c <== a * a;
}

component main = Equal();
