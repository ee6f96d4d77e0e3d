pragma circom 2.1.6;

// A constraint after the other, each with a coefficient of its own, and wires of full size: the most work that a number of constraints can make.
template Chain(n) {
    signal input start;
    signal output end;
    signal step[n + 1];
    step[0] <== start;
    for (var i = 0; i < n; i++) step[i + 1] <== step[i] * (step[i] + i + 1);
    end <== step[n];
}
