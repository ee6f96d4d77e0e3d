using System.Buffers.Binary;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Shadowgraph.Proofs;

/// <summary>The calldata for the contract that verifies a proof.</summary>
internal static class ReputationCalldata
{
    private const string ChainSignature = "verifyProof(uint256[8][],uint256[8],uint256[])";

    /// <summary>The number of signals in a claim: all signals except the two states.</summary>
    private const int Signals = ReputationSignals.PreviousState;

    /// <summary>A single link is encoded for the contract of single proofs, several links for the contract of chains.</summary>
    public static byte[] Encode(ReputationProof proof) =>
        proof.Links.Count == 1
            ? VerifierCalldata.Encode(proof.Links[0].Proof, proof.Links[0].Signals[..Signals])
            : EncodeChain(proof.Links);

    /// <summary>The points of all links, the signals of the last link, and the state after each link except the last.</summary>
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
