pragma circom 2.1.6;

include "reputation.circom";

component main {
  public [registryRoot, scope, nullifier, subject, recipient, minScore, maxScore, asOf, previousState, nextState]
} = Reputation(48);
