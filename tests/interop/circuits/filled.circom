pragma circom 2.0.0;

// 14 constraints, one public signal and the constant wire: exactly the domain of 16.
template Filled() {
  signal input x;
  signal output y;
  signal power[13];
  power[0] <== x * x;
  for (var i = 1; i < 13; i++) {
    power[i] <== power[i - 1] * x;
  }
  y <== power[12] * power[12];
}

component main = Filled();
