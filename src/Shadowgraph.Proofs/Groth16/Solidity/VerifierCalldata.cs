using System.Text;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>
/// The arguments of an exported verifier contract's <c>verifyProof</c>, as <c>snarkjs zkey export soliditycalldata</c> prints them.
/// </summary>
public static class VerifierCalldata
{
    /// <summary>
    /// Formats a proof and its signals: A, B, C and the signals as JSON arrays of 256-bit hexadecimal numbers, without enclosing brackets.
    /// </summary>
    /// <param name="proof">The proof.</param>
    /// <param name="publicSignals">The signals that the contract takes: all, less those that it has fixed.</param>
    public static string Export(Groth16Proof proof, ReadOnlySpan<Fr> publicSignals)
    {
        ArgumentNullException.ThrowIfNull(proof);

        // The precompiles take the part with u of a coordinate first (EIP-197).
        var (x, y) = (proof.B.X, proof.B.Y);
        var text = new StringBuilder()
            .Append($"[{Word(proof.A.X)}, {Word(proof.A.Y)}],")
            .Append($"[[{Word(x.C1)}, {Word(x.C0)}],[{Word(y.C1)}, {Word(y.C0)}]],")
            .Append($"[{Word(proof.C.X)}, {Word(proof.C.Y)}],[");
        for (var i = 0; i < publicSignals.Length; i++) text.Append(i == 0 ? "" : ",").Append(Word(publicSignals[i].Canonical));
        return text.Append(']').ToString();
    }

    private static string Word(in Fp value) => Word(value.Canonical);

    private static string Word(in Limbs value) => $"\"0x{value.L3:x16}{value.L2:x16}{value.L1:x16}{value.L0:x16}\"";
}
