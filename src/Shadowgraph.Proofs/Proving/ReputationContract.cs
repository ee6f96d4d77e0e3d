using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Shadowgraph.Proofs.Proving;

/// <summary>On-chain verification: Solidity contracts that verify proofs on an EVM chain, and the arguments of their functions.</summary>
/// <remarks>
/// Both contracts take the first eight signals and set previousState and nextState to 0 themselves: a last link with an invented state proves
/// nothing, and must not be accepted alone. The contracts check the proof only. Checks of root, scope, recipient, bounds, age and replay belong to
/// the calling contract, by the same rules as <see cref="ProofExpectation"/>.
/// </remarks>
public static class ReputationContract
{
    private const int States = 2;

    // Equal signals, or signals at the end of their range, save multiplications. Most claims have some: subject and recipient of a disclosed proof
    // to oneself, the bounds of an exact score, the upper bound of a threshold. Bounds have twenty bits, few enough for additions alone.
    private static readonly SolidityVerifierLayout Layout = new()
    {
        OftenEqual = [ReputationSignals.Subject, ReputationSignals.MinScore],
        SmallPair = (ReputationSignals.MinScore, ScoreBounds.HighestScore),
    };

    /// <summary>The Solidity source of a contract with a <c>verifyProof</c> for proofs with a single link and eight public signals.</summary>
    /// <param name="key">
    /// The verification key of a reputation circuit. The contract for a development key is marked as such, and can be deployed on development
    /// chains (1337 and 31337) only.
    /// </param>
    /// <param name="contractName">See <see cref="SolidityVerifierOptions.ContractName"/>.</param>
    /// <param name="fixedScope">
    /// Whether the contract serves a single scope: the constructor takes the scope after the gas limits, <c>scope()</c> returns the scope, and a
    /// verification costs 6 500 gas less. False for a contract that serves any scope.
    /// </param>
    /// <exception cref="ArgumentException">The key belongs to a different circuit, or the name is not a Solidity name.</exception>
    public static string Export(VerifyingKey key, string contractName = "ReputationVerifier", bool fixedScope = false)
    {
        CheckKey(key);
        return SolidityVerifier.Export(
            key,
            new SolidityVerifierOptions { ContractName = contractName, FixedZeroTrailingInputs = States },
            Layout with { Fixed = fixedScope ? (ReputationSignals.Scope, "scope") : null });
    }

    /// <summary>
    /// The Solidity source of a contract in which <c>verifyProof(uint256[8][] proofs, uint256[8] input, uint256[] states)</c> verifies all links of a
    /// chain with one pairing check.
    /// </summary>
    /// <remarks>
    /// The function takes the eight signals of the last link, and each state between two links once. It enforces the rules of
    /// <see cref="ReputationVerifier"/>: inner links disclose nothing and have the same time, and no state is missing, 0 or surplus. A chain with a
    /// single link is valid too.
    /// </remarks>
    /// <param name="key">As for <see cref="Export"/>.</param>
    /// <param name="contractName">See <see cref="SolidityVerifierOptions.ContractName"/>.</param>
    /// <exception cref="ArgumentException">The key belongs to a different circuit, or the name is not a Solidity name.</exception>
    public static string ExportChain(VerifyingKey key, string contractName = "ReputationChainVerifier")
    {
        CheckKey(key);
        var equalPairs = Layout with { SmallPair = null };
        var template = ReputationChainTemplate.Contract.Replace(
            "%CONSTANTS%", SolidityKey.Constants(key, ReputationSignals.Count, equalPairs.Points(key)), StringComparison.Ordinal);
        return SolidityKey.Complete(template, key, fixedInputs: 0, contractName, nameof(contractName));
    }

    /// <summary>The arguments of the contract's <c>verifyProof</c>: see <see cref="VerifierCalldata"/>.</summary>
    /// <param name="proof">A proof with a single link. <see cref="ReputationProof.ToSolidityCalldata"/> also encodes chains.</param>
    /// <exception cref="ArgumentException">The proof has several links, which this contract cannot verify.</exception>
    public static string Calldata(ReputationProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (proof.Links.Count != 1)
        {
            throw new ArgumentException(
                $"The proof has {proof.Links.Count} links, and the contract verifies one. Prove it with a larger circuit.", nameof(proof));
        }

        var link = proof.Links[0];
        return VerifierCalldata.Export(link.Proof, link.Signals[..^States]);
    }

    private static void CheckKey(VerifyingKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.PublicInputCount != ReputationSignals.Count)
        {
            throw new ArgumentException(
                $"The key has {key.PublicInputCount} public inputs and the reputation circuit has {ReputationSignals.Count}: "
                + "the key belongs to another circuit.",
                nameof(key));
        }
    }
}
