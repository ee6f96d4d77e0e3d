pragma circom 2.0.0;

include "circomlib/circuits/poseidon.circom";
include "circomlib/circuits/bitify.circom";

// Full-size values beside bits, as in real circuits.
template Commitment() {
  signal input secret;
  signal input small;
  signal output commitment;
  component bits = Num2Bits(10);
  bits.in <== small;
  component hash = Poseidon(2);
  hash.inputs[0] <== secret;
  hash.inputs[1] <== small;
  commitment <== hash.out;
}

component main = Commitment();
