namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>The parts of the contract that do not depend on the key. Names between percent signs are replaced.</summary>
internal static class SolidityTemplate
{
    /// <summary>Custom errors raised by the assembly: %Name% stands for the selector.</summary>
    public static readonly string[] ErrorNames = ["NotEnoughGas", "PrecompileFailed", "SignalNotInField", "PointNotOnCurve"];

    public const string DevelopmentNotice = """
        //
        // !!! DEVELOPMENT KEY !!!
        // This key was made on a single machine. The operator of that machine can forge proofs that this contract accepts.
        // The contract can be deployed on development chains only. For real use, make a key in a ceremony.

        """;

    public const string DevelopmentConstant = """
            /// The maker of this contract's key can forge proofs.
            bool public constant IS_DEVELOPMENT_KEY = true;

            /// A contract with a development key can only be deployed on a development chain, with the id 1337 or 31337.
            error DevelopmentKeyOnThisChain();


        """;

    public const string DevelopmentCheck = """
                if (block.chainid != 1337 && block.chainid != 31337) revert DevelopmentKeyOnThisChain();

        """;

    public const string Errors = """
            /// The transaction has too little gas for the precompiles; the proof remains undecided.
            error NotEnoughGas();

            /// A precompile refused its input, because a point of the proof is not in its group; or the chain has no such precompile, or the precompile's
            /// price exceeds the gas limits chosen at deployment.
            error PrecompileFailed();

            /// A public signal, or a state between links, is not canonical (not below r), or a state is 0.
            error SignalNotInField();

            /// A coordinate of the proof is not below p, or A or C is not on the curve, or A, B or C is infinity.
            error PointNotOnCurve();

            /// The order r of the groups: public signals are below r.
            uint256 private constant R = 21888242871839275222246405745257275088548364400416034343698204186575808495617;

            /// The modulus p of the field of coordinates.
            uint256 private constant P = 21888242871839275222246405745257275088696311157297823662689037894645226208583;

            /// Gas limits for an addition, a multiplication, and each pair of a pairing check. A precompile that refuses its input
            /// consumes all gas of the call.
            uint256 private immutable ADDITION_GAS;
            uint256 private immutable MULTIPLICATION_GAS;
            uint256 private immutable PAIR_GAS;

        """;

    /// <summary>
    /// Functions of the assembly. A sum in memory consists of x, y, then room for a term as x, y, scalar; the gas limits of an addition and of a
    /// multiplication are at offsets 0x180 and 0x1a0, tables of multiples at 0x1c0 and 0x5c0.
    /// </summary>
    public const string Helpers = """
                    function fail(selector) {
                        mstore(0, shl(224, selector))
                        revert(0, 4)
                    }

                    // Reports the cause of a failed precompile call. A call that needs more than 63/64 of the remaining gas gets 63/64 (EIP-150), and after
                    // consuming that share leaves less than bound/63. If more remains, the call had the full bound and failed nevertheless.
                    function explain(bound) {
                        if lt(gas(), div(bound, 63)) { fail(%NotEnoughGas%) }
                        fail(%PrecompileFailed%)
                    }

                    // The group G1 is the whole curve. (0, 0), the encoding of infinity, is not on the curve.
                    function requireG1(point) {
                        let px := calldataload(point)
                        let py := calldataload(add(point, 0x20))
                        if iszero(
                            and(
                                eq(mulmod(py, py, P), addmod(mulmod(px, mulmod(px, px, P), P), 3, P)),
                                and(lt(px, P), lt(py, P))
                            )
                        ) { fail(%PointNotOnCurve%) }
                    }

                    // The pairing precompile checks that the point is on its curve and in its group.
                    function requireG2(point) {
                        let p0 := calldataload(point)
                        let p1 := calldataload(add(point, 0x20))
                        let p2 := calldataload(add(point, 0x40))
                        let p3 := calldataload(add(point, 0x60))
                        if iszero(
                            and(
                                and(and(lt(p0, P), lt(p1, P)), and(lt(p2, P), lt(p3, P))),
                                iszero(iszero(or(or(p0, p1), or(p2, p3))))
                            )
                        ) { fail(%PointNotOnCurve%) }
                    }

                    // Replaces the first of two points in memory by their sum. Arguments are evaluated from last to first: returndatasize() is read after
                    // the call.
                    function addPoint(points, bound) {
                        if iszero(and(eq(returndatasize(), 0x40), staticcall(bound, 6, points, 0x80, points, 0x40))) { explain(bound) }
                    }

                    // Adds scalar * (px, py), or nothing for a scalar of 0.
                    function addTerm(sum, px, py, scalar) {
                        if iszero(lt(scalar, R)) { fail(%SignalNotInField%) }
                        if scalar {
                            let term := add(sum, 0x40)
                            mstore(term, px)
                            mstore(add(sum, 0x60), py)
                            mstore(add(sum, 0x80), scalar)
                            if iszero(and(eq(returndatasize(), 0x40), staticcall(mload(add(sum, 0x1a0)), 7, term, 0x60, term, 0x40))) {
                                explain(mload(add(sum, 0x1a0)))
                            }
                            if iszero(and(eq(returndatasize(), 0x40), staticcall(mload(add(sum, 0x180)), 6, sum, 0x80, sum, 0x40))) {
                                explain(mload(add(sum, 0x180)))
                            }
                        }
                    }

        """;

    public const string Contract = """
        // SPDX-License-Identifier: MIT
        // A Groth16 verifier over BN254 (EIP-196, EIP-197), generated by Shadowgraph.Proofs.
        %NOTICES%
        pragma solidity >=0.8.13 <0.9.0;

        contract %NAME% {
        %DEVELOPMENT%%ERRORS%%FIXED_DECLARATIONS%
            // The verifying key. X0 + X1 * u and Y0 + Y1 * u are the coordinates of a point of G2.
        %CONSTANTS%
            /// Gas limits for calls of the precompiles: per addition, per multiplication, and per pair of the pairing check, which has four pairs. 0 selects
            /// 1 000, 50 000 and 120 000, which exceed every price so far on Ethereum. Prices differ between chains: limits below a chain's prices make a
            /// contract that rejects every proof.
            constructor(uint256 additionGas, uint256 multiplicationGas, uint256 pairGas%FIXED_PARAMETER%) {
        %DEVELOPMENT_CHECK%        ADDITION_GAS = additionGas == 0 ? 1_000 : additionGas;
                MULTIPLICATION_GAS = multiplicationGas == 0 ? 50_000 : multiplicationGas;
                PAIR_GAS = pairGas == 0 ? 120_000 : pairGas;
        %FIXED_CONSTRUCTOR%    }

            /// Whether (a, b, c) proves the statement with these public signals. In each coordinate of b, the part with u comes first. The function returns
            /// false only if the pairing check fails; malformed input and failed precompile calls revert. A malformed b consumes all gas of the pairing call:
            /// at most 4 * PAIR_GAS. (-a, -b, c) is also a valid proof, further valid proofs can be derived without the witness, and calldata may have
            /// trailing bytes: neither the proof nor the calldata is a unique identifier.
            function verifyProof(
                uint256[2] calldata a,
                uint256[2][2] calldata b,
                uint256[2] calldata c%PARAMETERS%
            ) external view returns (bool valid) {
                uint256 additionGas = ADDITION_GAS;
                uint256 multiplicationGas = MULTIPLICATION_GAS;
                uint256 pairingGas = 4 * PAIR_GAS;
        %FIXED_CHECK%        assembly ("memory-safe") {
        %HELPERS%
        %FUNCTIONS%            requireG1(a)
                    requireG1(c)
                    requireG2(b)

                    // The input of the pairing check, with the sum of the public signals at its final place; the working memory of the sum is
                    // overwritten afterwards.
                    let f := mload(0x40)
                    let sum := add(f, 0x180)
                    mstore(add(sum, 0x180), additionGas)
                    mstore(add(sum, 0x1a0), multiplicationGas)
                    mstore(sum, %START_X%)
                    mstore(add(sum, 0x20), %START_Y%)
        %ACCUMULATE%
                    // Checks e(A, B) * e(alpha, -beta) * e(sum, -gamma) * e(C, -delta) = 1.
                    calldatacopy(f, a, 0x40)
                    calldatacopy(add(f, 0x40), b, 0x80)
                    mstore(add(f, 0xc0), ALPHA_X)
                    mstore(add(f, 0xe0), ALPHA_Y)
                    mstore(add(f, 0x100), NEGATIVE_BETA_X1)
                    mstore(add(f, 0x120), NEGATIVE_BETA_X0)
                    mstore(add(f, 0x140), NEGATIVE_BETA_Y1)
                    mstore(add(f, 0x160), NEGATIVE_BETA_Y0)
                    mstore(add(f, 0x1c0), NEGATIVE_GAMMA_X1)
                    mstore(add(f, 0x1e0), NEGATIVE_GAMMA_X0)
                    mstore(add(f, 0x200), NEGATIVE_GAMMA_Y1)
                    mstore(add(f, 0x220), NEGATIVE_GAMMA_Y0)
                    calldatacopy(add(f, 0x240), c, 0x40)
                    mstore(add(f, 0x280), NEGATIVE_DELTA_X1)
                    mstore(add(f, 0x2a0), NEGATIVE_DELTA_X0)
                    mstore(add(f, 0x2c0), NEGATIVE_DELTA_Y1)
                    mstore(add(f, 0x2e0), NEGATIVE_DELTA_Y0)
                    if iszero(and(eq(returndatasize(), 0x20), staticcall(pairingGas, 8, f, 0x300, 0, 0x20))) { explain(pairingGas) }
                    valid := mload(0)
                }
            }
        }

        """;

    /// <summary>A signal with a fixed value; its part of the sum is computed at deployment; %FIXED% is the signal's name, %INDEX% its index.</summary>
    public const string FixedDeclarations = """

            /// The signal %FIXED% differs from the value chosen at deployment.
            error SignalNotAsDeployed();

            /// The only accepted value of the public signal %INDEX%, %FIXED%.
            uint256 public immutable %FIXED%;
            uint256 private immutable START_X;
            uint256 private immutable START_Y;

        """;

    public const string FixedConstructor = """

                if (%FIXED%_ >= R) revert SignalNotInField();
                %FIXED% = %FIXED%_;
                uint256[4] memory term = [%IC%_X, %IC%_Y, %FIXED%_, 0];
                bool done;
                assembly ("memory-safe") {
                    done := and(eq(returndatasize(), 64), staticcall(gas(), 7, term, 96, term, 64))
                }
                if (!done) revert PrecompileFailed();
                (term[2], term[3]) = (IC0_X, IC0_Y);
                assembly ("memory-safe") {
                    done := and(eq(returndatasize(), 64), staticcall(gas(), 6, term, 128, term, 64))
                }
                if (!done) revert PrecompileFailed();
                (START_X, START_Y) = (term[0], term[1]);

        """;

    public const string FixedCheck = """
                if (input[%INDEX%] != %FIXED%) revert SignalNotAsDeployed();
                uint256 startX = START_X;
                uint256 startY = START_Y;

        """;
}
