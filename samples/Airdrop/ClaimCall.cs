using System.Numerics;
using Airdrop.Evm;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Airdrop;

/// <summary>A signature of the subject by EIP-712: r, s, v in 65 bytes.</summary>
internal sealed record Consent(byte[] Signature)
{
    public BigInteger[] Words => [Signature[64], Abi.Number(Signature.AsSpan(0, 32)), Abi.Number(Signature.AsSpan(32, 32))];
}

/// <summary>The calls that claim, made of the calls of the verifiers that the library encodes.</summary>
internal static class ClaimCall
{
    private const string Proof = "uint256,uint256[2],uint256[2][2],uint256[2],uint256[8]";
    private const string Links = "uint256,uint256[8][],uint256[8],uint256[]";
    private const string Signature = "(uint8,bytes32,bytes32)";

    /// <summary>The words of a chain's call before the data at its offsets: offset, eight signals, offset.</summary>
    private const int ChainHead = 10;

    public static byte[] Encode(ReputationProof proof, Consent? consent = null)
    {
        var verifier = proof.ToSolidityCalldata().AsSpan(SolidityAbi.SelectorSize);
        BigInteger[] signature = consent?.Words ?? [];
        return proof.Links.Count == 1
            ?
            [
                .. Abi.Call(consent is null ? $"claim({Proof})" : $"claimWithConsent({Proof},{Signature})", (int)proof.Size),
                .. verifier, .. Abi.Words(signature),
            ]
            :
            [
                .. Abi.Call(consent is null ? $"claimChain({Links})" : $"claimChainWithConsent({Links},{Signature})", (int)proof.Size),
                .. MoveOffsets(verifier[..(ChainHead * SolidityAbi.WordSize)], 1 + signature.Length),
                .. Abi.Words(signature),
                .. verifier[(ChainHead * SolidityAbi.WordSize)..],
            ];
    }

    /// <summary>The circuit and the signature stand in the head, which offsets are counted from.</summary>
    private static byte[] MoveOffsets(ReadOnlySpan<byte> head, int words)
    {
        var moved = head.ToArray();
        foreach (var place in (int[])[0, ChainHead - 1])
        {
            var word = moved.AsSpan(place * SolidityAbi.WordSize, SolidityAbi.WordSize);
            Abi.Word(Abi.Number(word) + (words * SolidityAbi.WordSize)).CopyTo(word);
        }

        return moved;
    }
}
