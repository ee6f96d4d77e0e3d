using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Shadowgraph.Proofs.Proving;

/// <summary>Takes proofs to an EVM chain: the contracts that verify them, and the arguments to call them with.</summary>
/// <remarks>
/// Both contracts take the first eight signals and set previousState and nextState to 0 themselves: a last link with an invented state proves
/// nothing, and must not be accepted by itself. They check the proof only. Root, scope, recipient, bounds, age and replay are for the contract
/// that calls them, by the same rules as <see cref="ProofExpectation"/>.
/// </remarks>
public static class ReputationContract
{
    private const int States = 2;

    // Where signals are equal, or at the end of their range, as in most claims, there is less to multiply: subject and recipient of a disclosed
    // proof to oneself, the bounds of an exact score, the upper bound of a threshold.
    private static readonly SolidityVerifierLayout Layout = new()
    {
        OftenEqual = [ReputationSignals.Subject, ReputationSignals.MinScore],
        OftenKnown = (ReputationSignals.MaxScore, ScoreBounds.HighestScore),
    };

    /// <summary>The Solidity source of a contract whose <c>verifyProof</c> takes proofs of one link, with eight public signals.</summary>
    /// <param name="key">
    /// The verification key of a reputation circuit; a development key makes a contract that says so, and that can be deployed on development
    /// chains (1337 and 31337) alone.
    /// </param>
    /// <param name="contractName">See <see cref="SolidityVerifierOptions.ContractName"/>.</param>
    /// <param name="fixedScope">
    /// Whether the contract is deployed for one scope: its constructor takes the scope after the bounds of gas, its <c>scope()</c> tells it, and a
    /// verification costs 6 500 gas less. False for a contract that serves any scope.
    /// </param>
    /// <exception cref="ArgumentException">The key is one of another circuit, or the name is not a Solidity name.</exception>
    public static string Export(VerifyingKey key, string contractName = "ReputationVerifier", bool fixedScope = false)
    {
        CheckKey(key);
        return SolidityVerifier.Export(
            key,
            new SolidityVerifierOptions { ContractName = contractName, FixedZeroTrailingInputs = States },
            Layout with { Fixed = fixedScope ? (ReputationSignals.Scope, "scope") : null });
    }

    /// <summary>
    /// The Solidity source of a contract whose <c>verifyProof(uint256[8][] proofs, uint256[8] input, uint256[] states)</c> checks all links of a
    /// chain with one pairing.
    /// </summary>
    /// <remarks>
    /// It takes the eight signals of the last link, and each state between two links once. It holds the chain to the rules of
    /// <see cref="ReputationVerifier"/>: inner links show nothing and are of the same time, and no state is missing, 0 or left over. It also takes a
    /// single link.
    /// </remarks>
    /// <param name="key">As for <see cref="Export"/>.</param>
    /// <param name="contractName">See <see cref="SolidityVerifierOptions.ContractName"/>.</param>
    /// <exception cref="ArgumentException">The key is one of another circuit, or the name is not a Solidity name.</exception>
    public static string ExportChain(VerifyingKey key, string contractName = "ReputationChainVerifier")
    {
        CheckKey(key);
        var equalPairs = Layout with { OftenKnown = null };
        var template = ReputationChainTemplate.Contract.Replace(
            "%CONSTANTS%", SolidityKey.Constants(key, ReputationSignals.Count, equalPairs.Points(key)), StringComparison.Ordinal);
        return SolidityKey.Complete(template, key, fixedInputs: 0, contractName, nameof(contractName));
    }

    /// <summary>The arguments of the contract's <c>verifyProof</c>: see <see cref="VerifierCalldata"/>.</summary>
    /// <param name="proof">A proof of one link. <see cref="ReputationProof.ToSolidityCalldata"/> also encodes chains.</param>
    /// <exception cref="ArgumentException">The proof has several links, which this contract can't verify.</exception>
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
                + "it is a key of another circuit.",
                nameof(key));
        }
    }
}
