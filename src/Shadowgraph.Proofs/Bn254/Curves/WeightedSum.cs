using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>
/// Sums of scalars with fixed weights: the coefficients of a circuit, which every witness uses again.
/// </summary>
/// <remarks>
/// <para>With AVX-512 the products of a sum are added as integers and reduced together, which saves half of each multiplication. A weight w is stored
/// as w·2⁶⁴·R mod r, a scalar s as sR mod r; the product divided by 2⁶⁴·R is wsR. A sum of 256 products is below 2⁵¹⁶, so the result of five
/// Montgomery steps of 64 bits is below r + 2¹⁹⁶: a single subtraction makes the result canonical.</para>
/// <para>Cost of n products: about 12n cycles of AVX-512 and 25 word multiplications for the reduction, or 23n word multiplications.</para>
/// </remarks>
internal sealed class WeightedSum
{
    /// <summary>The most products between two reductions.</summary>
    internal const int Chunk = 256;

    private readonly Fr[] _weights;
    private readonly double[]? _digits;

    public WeightedSum(ReadOnlySpan<Fr> weights)
        : this(weights, InstructionSets.Best)
    {
    }

    /// <summary>The same, with the instructions of a supported set.</summary>
    internal WeightedSum(ReadOnlySpan<Fr> weights, InstructionSet set)
    {
        var useVectors = set == InstructionSet.Avx512 && Avx512WeightedSum.IsSupported;
        _weights = PinnedArray.Allocate<Fr>(weights.Length);
        weights.CopyTo(_weights);
        if (!useVectors) return;
        _digits = PinnedArray.Allocate<double>(Avx512WeightedSum.Digits * weights.Length);
        var scale = new Fr(2).Pow(64);
        for (var i = 0; i < weights.Length; i++)
        {
            var scaled = (weights[i] * scale).MontgomeryForm;
            Avx512WeightedSum.Split(scaled, _digits.AsSpan(Avx512WeightedSum.Digits * i));
        }
    }

    /// <summary>The weights.</summary>
    public ReadOnlySpan<Fr> Weights => _weights;

    /// <summary>The sum of weights[ids[i]]·scalars[places[i]].</summary>
    /// <param name="ids">Indices of weights. Unchecked.</param>
    /// <param name="places">As many indices of scalars. Unchecked.</param>
    /// <param name="scalars">The scalars.</param>
    public unsafe Fr Compute(ReadOnlySpan<int> ids, ReadOnlySpan<int> places, ReadOnlySpan<Fr> scalars)
    {
        fixed (int* id = ids)
        fixed (int* place = places)
        fixed (Fr* scalar = scalars)
        {
            if (_digits is null)
            {
                fixed (Fr* weights = _weights)
                    return Fr.FromMontgomeryUnchecked(PortableWeightedSum.Compute((Limbs*)weights, id, place, ids.Length, (Limbs*)scalar));
            }

            var sum = ComputeChunk(id, place, Math.Min(Chunk, ids.Length), scalar);
            for (var done = Chunk; done < ids.Length; done += Chunk)
                sum += ComputeChunk(id + done, place + done, Math.Min(Chunk, ids.Length - done), scalar);
            return sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe Fr ComputeChunk(int* ids, int* places, int count, Fr* scalars)
    {
        fixed (double* digits = _digits)
        {
            Avx512WeightedSum.Compute(digits, ids, places, count, (Limbs*)scalars, out var sum);
            return Fr.FromMontgomeryUnchecked(sum.Reduce<ScalarModulus>());
        }
    }
}
