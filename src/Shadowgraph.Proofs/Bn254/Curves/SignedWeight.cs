using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>
/// The weight Σ ±2ʲ, j from 0 to 127, of a proof in a batch: a distinct odd number for each choice of signs. Because no digit is zero, the weights of
/// all lanes take the same steps.
/// </summary>
/// <param name="Signs">Bit j is set for a negative sign of 2ʲ: the weight is 2¹²⁸ - 1 - 2·signs.</param>
internal readonly record struct SignedWeight(UInt128 Signs)
{
    /// <summary>The number of signs.</summary>
    public const int Bits = 128;

    public bool IsNegative => Signs >> (Bits - 1) != 0;

    /// <summary>The weight modulo r.</summary>
    public Fr Value => IsNegative ? -Fr.FromCanonicalUnchecked(Magnitude) : Fr.FromCanonicalUnchecked(Magnitude);

    private Limbs Magnitude
    {
        get
        {
            var magnitude = IsNegative ? unchecked(2 * Signs) + 1 : UInt128.MaxValue - 2 * Signs;
            return new Limbs((ulong)magnitude, (ulong)(magnitude >> 64), 0, 0);
        }
    }

    /// <summary>Uniform weights from the system's random generator.</summary>
    public static SignedWeight[] Random(int count)
    {
        var weights = new SignedWeight[count];
        SystemRandom.Fill(MemoryMarshal.AsBytes(weights.AsSpan()));
        return weights;
    }

    /// <summary>The point times the weight.</summary>
    public G1Jacobian Multiply(in G1Affine point) => ((G1Jacobian)(IsNegative ? -point : point)).Multiply(Magnitude);
}
