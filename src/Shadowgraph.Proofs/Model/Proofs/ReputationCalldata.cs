using System.Buffers.Binary;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Shadowgraph.Proofs;

/// <summary>A proof as the data of a call of the contract that verifies it.</summary>
internal static class ReputationCalldata
{
    private const string ChainSignature = "verifyProof(uint256[8][],uint256[8],uint256[])";

    /// <summary>Words of the signals of a claim: all but the two states.</summary>
    private const int Signals = ReputationSignals.PreviousState;

    /// <summary>For one link the call of the single verifier, for several that of the chain's.</summary>
    public static byte[] Encode(ReputationProof proof) =>
        proof.Links.Count == 1
            ? VerifierCalldata.Encode(proof.Links[0].Proof, proof.Links[0].Signals[..Signals])
            : EncodeChain(proof.Links);

    /// <summary>The links' points, the last one's signals, and the state after each link but the last.</summary>
    private static byte[] EncodeChain(IReadOnlyList<ReputationProofLink> links)
    {
        // Two offsets and the signals; then length and proofs, length and states.
        const int head = 1 + Signals + 1;
        var statesAt = head + 1 + (links.Count * VerifierCalldata.ProofWords);
        var call = new byte[SolidityAbi.SelectorSize + ((statesAt + links.Count) * SolidityAbi.WordSize)];
        BinaryPrimitives.WriteUInt32BigEndian(call, SolidityAbi.Selector(ChainSignature));
        SolidityAbi.WriteWord(At(0), head * SolidityAbi.WordSize);
        VerifierCalldata.WriteSignals(links[^1].Signals[..Signals], At(1));
        SolidityAbi.WriteWord(At(1 + Signals), statesAt * SolidityAbi.WordSize);
        SolidityAbi.WriteWord(At(head), links.Count);
        for (var i = 0; i < links.Count; i++) VerifierCalldata.WriteProof(links[i].Proof, At(head + 1 + (i * VerifierCalldata.ProofWords)));
        SolidityAbi.WriteWord(At(statesAt), links.Count - 1);
        for (var i = 0; i + 1 < links.Count; i++) SolidityAbi.WriteWord(At(statesAt + 1 + i), links[i].Signals[ReputationSignals.NextState]);
        return call;

        Span<byte> At(int word) => call.AsSpan(SolidityAbi.SelectorSize + (word * SolidityAbi.WordSize));
    }
}
