pragma circom 2.1.6;

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/comparators.circom";

// n amounts of 64 bits, none above a public limit, that add up to a public total: nearly all values are bits.
template Ranges(n) {
  signal input amounts[n];
  signal input limit;
  signal output total;
  signal bits[n][64];
  signal within[n];
  var sum = 0;
  for (var i = 0; i < n; i++) {
    bits[i] <== Num2Bits(64)(amounts[i]);
    within[i] <== LessEqThan(64)([amounts[i], limit]);
    within[i] === 1;
    sum += amounts[i];
  }
  total <== sum;
}
