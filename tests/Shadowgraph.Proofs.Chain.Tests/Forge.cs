using System.Numerics;
using Airdrop.Evm;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>Changes proofs and calls, as attackers would.</summary>
internal static class Forge
{
    /// <summary>Words of a claim before its signals: the circuit, then A, B and C.</summary>
    public const int FirstSignal = 9;

    /// <summary>The proof with another signal in its last link.</summary>
    public static ReputationProof WithSignal(ReputationProof proof, int signal, Fr value)
    {
        var signals = proof.Links[^1].Signals.ToArray();
        signals[signal] = value;
        return With(proof, [.. proof.Links.SkipLast(1), new ReputationProofLink(proof.Links[^1].Proof, signals)]);
    }

    /// <summary>The proof with other points in its last link.</summary>
    public static ReputationProof WithPoints(ReputationProof proof, Groth16Proof points) =>
        With(proof, [.. proof.Links.SkipLast(1), new ReputationProofLink(points, proof.Links[^1].Signals)]);

    public static ReputationProof With(ReputationProof proof, params IReadOnlyList<ReputationProofLink> links) =>
        new(proof.Size, proof.VerificationKeyHash, links);

    /// <summary>A(t), B(1/t): another proof of the same statement, which anybody can make.</summary>
    public static Groth16Proof Randomised(Groth16Proof proof, Fr t) => new(
        ((G1Jacobian)proof.A).Multiply(t).ToAffine(), ((G2Jacobian)proof.B).Multiply(t.Inverse()).ToAffine(), proof.C);

    /// <summary>The call with another word at a place, counted after the selector.</summary>
    public static byte[] WithWord(byte[] call, int word, BigInteger value)
    {
        byte[] changed = [.. call];
        Abi.Word(value & ((BigInteger.One << 256) - 1)).CopyTo(changed.AsSpan(Place(word)));
        return changed;
    }

    public static BigInteger WordOf(byte[] call, int word) => Abi.Number(call.AsSpan(Place(word), SolidityAbi.WordSize));

    private static int Place(int word) => SolidityAbi.SelectorSize + (word * SolidityAbi.WordSize);
}
