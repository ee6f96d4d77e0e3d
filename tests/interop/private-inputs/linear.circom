pragma circom 2.0.0;

// A linear constraint ties private inputs and a public one.
template Linear() {
  signal input a;
  signal input b;
  signal input d;
  signal input p;
  signal output c;
  b === 2 * a + 3;
  d + p === a;
  c <== a * a;
}

component main {public [p]} = Linear();
