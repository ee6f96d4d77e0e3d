pragma circom 2.0.0;

// Every wire is public: the C section of the key is empty.
template AllPublic() {
  signal input a;
  signal input b;
  signal output c;
  c <== a * b + 5;
}

component main {public [a, b]} = AllPublic();
