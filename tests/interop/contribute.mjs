// Adds a contribution to a proving key, as a participant of a ceremony would.
// Usage: node contribute.mjs <old.zkey> <new.zkey>

import * as snarkjs from "snarkjs";

await snarkjs.zKey.contribute(process.argv[2], process.argv[3], "participant", "entropy of a participant");
process.exit(0);
