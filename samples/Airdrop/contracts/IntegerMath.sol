// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

library IntegerMath {
    /// The square root, rounded down, of a number below 2^40: Newton's method from a power of two that is less than half of it away from the root.
    /// Each of the five steps squares the relative error, from at most 0.42 to less than one unit.
    function squareRoot(uint256 x) internal pure returns (uint256 z) {
        if (x == 0) return 0;
        unchecked {
            z = 1;
            uint256 rest = x;
            if (rest >> 32 != 0) (rest, z) = (rest >> 32, z << 16);
            if (rest >> 16 != 0) (rest, z) = (rest >> 16, z << 8);
            if (rest >> 8 != 0) (rest, z) = (rest >> 8, z << 4);
            if (rest >> 4 != 0) (rest, z) = (rest >> 4, z << 2);
            if (rest >> 1 != 0) z <<= 1;
            z = (z + x / z) >> 1;
            z = (z + x / z) >> 1;
            z = (z + x / z) >> 1;
            z = (z + x / z) >> 1;
            z = (z + x / z) >> 1;
            if (z * z > x) z--;
        }
    }
}
