using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Shadowgraph.Proofs.Proving;

/// <summary>Takes proofs of one link to an EVM chain: the contract that verifies them, and the arguments to call it with.</summary>
/// <remarks>
/// The contract takes the first eight signals and sets previousState and nextState to 0 itself: a last link with an invented state proves
/// nothing, and must not be accepted by itself. It checks the proof only. Root, scope, recipient, bounds, age and replay are for the contract
/// that calls it, by the same rules as <see cref="ProofExpectation"/>.
/// </remarks>
public static class ReputationContract
{
    private const int States = 2;

    /// <summary>The Solidity source of a contract whose <c>verifyProof</c> takes eight public signals.</summary>
    /// <param name="key">The verification key of a reputation circuit; a development key makes a contract that says so.</param>
    /// <param name="contractName">See <see cref="SolidityVerifierOptions.ContractName"/>.</param>
    /// <exception cref="ArgumentException">The key is one of another circuit, or the name is not a Solidity name.</exception>
    public static string Export(VerifyingKey key, string contractName = "ReputationVerifier")
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.PublicInputCount != ReputationSignals.Count)
        {
            throw new ArgumentException(
                $"The key has {key.PublicInputCount} public inputs and the reputation circuit has {ReputationSignals.Count}: "
                + "it is a key of another circuit.",
                nameof(key));
        }

        return SolidityVerifier.Export(key, new SolidityVerifierOptions { ContractName = contractName, FixedZeroTrailingInputs = States });
    }

    /// <summary>The arguments of the contract's <c>verifyProof</c>: see <see cref="VerifierCalldata"/>.</summary>
    /// <param name="proof">A proof of one link.</param>
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
}
