using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>Many hashes of one arity.</summary>
internal static class PoseidonBatch
{
    /// <summary>Hashes rows of inputs.</summary>
    /// <param name="arity">Elements in a row, 1 to 16.</param>
    /// <param name="inputs">Row after row.</param>
    /// <param name="hashes">As many as there are rows.</param>
    public static void Hash(int arity, ReadOnlySpan<Fr> inputs, Span<Fr> hashes)
    {
        for (var i = 0; i < hashes.Length; i++) hashes[i] = Poseidon.Hash(inputs.Slice(i * arity, arity));
    }
}
