using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>Many inversions at the cost of a single inversion and three multiplications per value: Montgomery's trick.</summary>
internal static class BatchInversion
{
    /// <summary>Replaces each value by its inverse; zero stays zero. The values may be secret: scratch memory is cleared.</summary>
    public static void Invert<TField>(Span<TField> values)
        where TField : unmanaged, IField<TField>
    {
        if (values.IsEmpty) return;
        using var scratch = ScratchPool.Shared.Rent<TField>(values.Length);
        var prefixes = scratch.Span;
        var product = TField.One;
        for (var i = 0; i < values.Length; i++)
        {
            prefixes[i] = product;
            if (!values[i].IsZero) product *= values[i];
        }

        var inverse = product.Inverse();
        for (var i = values.Length - 1; i >= 0; i--)
        {
            if (values[i].IsZero) continue;
            var value = values[i];
            values[i] = inverse * prefixes[i];
            inverse *= value;
        }
    }
}
