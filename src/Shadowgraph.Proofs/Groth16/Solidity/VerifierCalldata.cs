using System.Buffers.Binary;
using System.Text;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>
/// The arguments of <c>verifyProof</c> of an exported contract, as printed by <c>snarkjs zkey export soliditycalldata</c>, or as the data of a
/// transaction.
/// </summary>
public static class VerifierCalldata
{
    /// <summary>Words of a proof: A, B and C.</summary>
    internal const int ProofWords = 8;

    /// <summary>
    /// Formats a proof and its signals: A, B, C and the signals as JSON arrays of 256-bit hexadecimal numbers, without enclosing brackets.
    /// </summary>
    /// <param name="proof">The proof.</param>
    /// <param name="publicSignals">The signals that the contract takes: all except fixed signals.</param>
    public static string Export(Groth16Proof proof, ReadOnlySpan<Fr> publicSignals)
    {
        ArgumentNullException.ThrowIfNull(proof);

        // The precompiles expect the part of a coordinate with u first (EIP-197).
        var (x, y) = (proof.B.X, proof.B.Y);
        var text = new StringBuilder()
            .Append($"[{Word(proof.A.X)}, {Word(proof.A.Y)}],")
            .Append($"[[{Word(x.C1)}, {Word(x.C0)}],[{Word(y.C1)}, {Word(y.C0)}]],")
            .Append($"[{Word(proof.C.X)}, {Word(proof.C.Y)}],[");
        for (var i = 0; i < publicSignals.Length; i++) text.Append(i == 0 ? "" : ",").Append(Word(publicSignals[i].Canonical));
        return text.Append(']').ToString();
    }

    /// <summary>A call of <c>verifyProof</c> as the data of a transaction: selector and arguments in the encoding of the contract ABI.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="publicSignals">The signals that the contract takes: all except fixed signals.</param>
    /// <returns>4 bytes for the selector, and 32 bytes for each of 8 coordinates and for each signal.</returns>
    public static byte[] Encode(Groth16Proof proof, ReadOnlySpan<Fr> publicSignals)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var signature = publicSignals.IsEmpty
            ? "verifyProof(uint256[2],uint256[2][2],uint256[2])"
            : FormattableString.Invariant($"verifyProof(uint256[2],uint256[2][2],uint256[2],uint256[{publicSignals.Length}])");
        var call = new byte[SolidityAbi.SelectorSize + ((ProofWords + publicSignals.Length) * SolidityAbi.WordSize)];
        BinaryPrimitives.WriteUInt32BigEndian(call, SolidityAbi.Selector(signature));
        var rest = call.AsSpan(SolidityAbi.SelectorSize);
        WriteProof(proof, rest);
        WriteSignals(publicSignals, rest[(ProofWords * SolidityAbi.WordSize)..]);
        return call;
    }

    /// <summary>Writes A, B and C as <see cref="ProofWords"/> words.</summary>
    internal static void WriteProof(Groth16Proof proof, Span<byte> destination)
    {
        ReadOnlySpan<Fp> coordinates =
            [proof.A.X, proof.A.Y, proof.B.X.C1, proof.B.X.C0, proof.B.Y.C1, proof.B.Y.C0, proof.C.X, proof.C.Y];
        for (var i = 0; i < ProofWords; i++) SolidityAbi.WriteWord(destination[(i * SolidityAbi.WordSize)..], coordinates[i]);
    }

    internal static void WriteSignals(ReadOnlySpan<Fr> signals, Span<byte> destination)
    {
        for (var i = 0; i < signals.Length; i++) SolidityAbi.WriteWord(destination[(i * SolidityAbi.WordSize)..], signals[i]);
    }

    private static string Word(in Fp value) => Word(value.Canonical);

    private static string Word(in Limbs value) => $"\"0x{value.L3:x16}{value.L2:x16}{value.L1:x16}{value.L0:x16}\"";
}
