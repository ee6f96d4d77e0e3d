pragma circom 2.0.0;

// The second private input is a constant.
template Constant() {
  signal input a;
  signal input b;
  signal output c;
  b === 5;
  c <== a * a;
}

component main = Constant();
