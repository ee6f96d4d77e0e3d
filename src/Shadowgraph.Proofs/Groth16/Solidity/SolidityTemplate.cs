namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>The text around what depends on the key. Names between percent signs are replaced.</summary>
internal static class SolidityTemplate
{
    /// <summary>Custom errors that the assembly reverts with: %Name% stands for the selector.</summary>
    public static readonly string[] ErrorNames = ["NotEnoughGas", "PrecompileFailed", "SignalNotInField", "PointNotOnCurve"];

    public const string DevelopmentNotice = """
        //
        // !!! DEVELOPMENT KEY !!!
        // One machine made this key, and whoever ran it can forge proofs that this contract accepts.
        // It can be deployed on development chains alone. Make a key in a ceremony instead.

        """;

    public const string DevelopmentConstant = """
            /// Whoever made this contract's key can forge proofs.
            bool public constant IS_DEVELOPMENT_KEY = true;

            /// A contract of a development key belongs on a development chain: its id is 1337 or 31337.
            error DevelopmentKeyOnThisChain();


        """;

    public const string DevelopmentCheck = """
                if (block.chainid != 1337 && block.chainid != 31337) revert DevelopmentKeyOnThisChain();

        """;

    public const string Errors = """
            /// The transaction has too little gas for the precompiles, so that nothing is known of the proof.
            error NotEnoughGas();

            /// A precompile refused its input: a point of the proof is not in its group. Or the chain has no such precompile, or one whose price
            /// is above the bounds that this contract was deployed with.
            error PrecompileFailed();

            /// A public signal, or a state between links, is not canonical: it is not below r; or a state is 0.
            error SignalNotInField();

            /// A coordinate of the proof is not below p, A or C is not on the curve, or A, B or C is infinity.
            error PointNotOnCurve();

            /// The order r of the groups: public signals are below it.
            uint256 private constant R = 21888242871839275222246405745257275088548364400416034343698204186575808495617;

            /// The modulus p of the field of coordinates.
            uint256 private constant P = 21888242871839275222246405745257275088696311157297823662689037894645226208583;

            /// The most gas that an addition, a multiplication and a pairing (for each of its pairs) are given. Precompiles take all that they
            /// are given when they refuse.
            uint256 private immutable ADDITION_GAS;
            uint256 private immutable MULTIPLICATION_GAS;
            uint256 private immutable PAIR_GAS;

        """;

    /// <summary>
    /// Functions of the assembly. A sum lies in memory as x, y; after it there is room for a term as x, y, scalar; at 0x180 and 0x1a0 are the
    /// bounds of gas of an addition and of a multiplication.
    /// </summary>
    public const string Helpers = """
                    function fail(selector) {
                        mstore(0, shl(224, selector))
                        revert(0, 4)
                    }

                    // Why a call of a precompile failed. If it needs more than 63/64 of the gas that is left, it gets 63/64 (EIP-150), and less than
                    // bound/63 remains when it has used that up. If more remains, the call had all of the bound, and failed all the same.
                    function explain(bound) {
                        if lt(gas(), div(bound, 63)) { fail(%NotEnoughGas%) }
                        fail(%PrecompileFailed%)
                    }

                    // The group G1 is all of the curve. (0, 0), infinity, is not on it.
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

                    // Whether it is on its curve and in its group is for the pairing to find.
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

                    // Arguments are computed from the last to the first: the size of what a call returned is read after the call.
                    function addPoint(sum) {
                        if iszero(and(eq(returndatasize(), 0x40), staticcall(mload(add(sum, 0x180)), 6, sum, 0x80, sum, 0x40))) {
                            explain(mload(add(sum, 0x180)))
                        }
                    }

                    // Adds scalar * (px, py). A scalar of 0 adds nothing.
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
            /// Bounds of gas for the precompiles: for an addition, for a multiplication, and for each of the four pairs of the pairing. 0 is
            /// taken for 1 000, 50 000 and 120 000, which are above what any of them ever cost on Ethereum. Chains price precompiles
            /// differently: bounds below a chain's prices make a contract that refuses every proof.
            constructor(uint256 additionGas, uint256 multiplicationGas, uint256 pairGas%FIXED_PARAMETER%) {
        %DEVELOPMENT_CHECK%        ADDITION_GAS = additionGas == 0 ? 1_000 : additionGas;
                MULTIPLICATION_GAS = multiplicationGas == 0 ? 50_000 : multiplicationGas;
                PAIR_GAS = pairGas == 0 ? 120_000 : pairGas;
        %FIXED_CONSTRUCTOR%    }

            /// Whether (a, b, c) proves the statement with these public signals. Of each coordinate of b the part with u comes first.
            /// False is the pairing's answer and nothing else; what is malformed and what can't be checked reverts. A malformed b burns the gas that
            /// the pairing is given: 4 * PAIR_GAS at most. (-a, -b) is the same proof, and so are others that anyone can make of it, and
            /// calldata may go on after the arguments: neither the proof nor the calldata identifies anything.
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
                    requireG1(a)
                    requireG1(c)
                    requireG2(b)

                    // The pairing's input, with the sum of the public signals in its place, and what is in its way put in afterwards.
                    let f := mload(0x40)
                    let sum := add(f, 0x180)
                    mstore(add(sum, 0x180), additionGas)
                    mstore(add(sum, 0x1a0), multiplicationGas)
                    mstore(sum, %START_X%)
                    mstore(add(sum, 0x20), %START_Y%)
        %ACCUMULATE%
                    // e(A, B) * e(alpha, -beta) * e(sum, -gamma) * e(C, -delta) = 1
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

    /// <summary>A signal whose part of the sum is computed when the contract is deployed; %FIXED% is its name, %INDEX% its place.</summary>
    public const string FixedDeclarations = """

            /// The signal %FIXED% is another than the contract was deployed for.
            error SignalNotAsDeployed();

            /// The one value of the public signal %INDEX%, %FIXED%, that this contract takes.
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
