pragma circom 2.0.0;

// The second private input is in no constraint.
template Unused() {
  signal input a;
  signal input b;
  signal output c;
  c <== a * a;
}

component main = Unused();
