using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// A single element of Fp12 with its coefficients spread over lanes of Fp2: the coefficients of 1, w and w² in lanes 0 to 2, those of w³, w⁴ and w⁵
/// in lanes 4 to 6. A multiplication takes the time of six in Fp2 with one reduction, which lowers the latency of a single chain.
/// </summary>
/// <remarks>
/// All coefficients and all factors are reduced: a sum of six products in Fp2 is at most 3·m² in each coordinate, a sum of twelve products in Fp, within
/// the bounds of <see cref="IFieldLanes.MultiplyDifferences"/>. Lanes 3 and 7 are zero.
/// </remarks>
[SkipLocalsInit]
internal unsafe struct Fp12Spread<TBase> : ICyclotomic<Fp12Spread<TBase>>
    where TBase : struct, IFieldLanes
{
    private const int Half = IFieldLanes.Length;
    private const int Length = 2 * Half;
    private const int Coefficients = 6;

    private fixed double _block[Length];

    private static Factors PowerFactors { get; } = new(FrobeniusFactors.Powers);

    /// <summary>Σ xᵢ·(y·wⁱ): 36 products in Fp2, but only two reductions for all lanes.</summary>
    public static Fp12Spread<TBase> operator *(in Fp12Spread<TBase> left, in Fp12Spread<TBase> right)
    {
        var memory = stackalloc double[(2 * Coefficients + 2) * Length + BlockAlignment.Slack];
        double* lefts = BlockAlignment.Align(memory), rights = lefts + Coefficients * Length, residue = rights + Coefficients * Length, zero = residue + Length;
        Unsafe.SkipInit(out Fp12Spread<TBase> result);
        fixed (double* x = left._block, y = right._block)
        {
            Fp2Lanes<TBase>.MultiplyByNonResidue(residue, y);
            for (var i = 0; i < Coefficients; i++)
            {
                Fp2Lanes<TBase>.Permute(lefts + i * Length, x, x, SpreadLanes.Broadcasts[i]);
                Fp2Lanes<TBase>.Permute(rights + i * Length, y, residue, SpreadLanes.Rotations[i]);
            }
        }

        new Span<double>(zero, Length).Clear();
        Fp2Lanes<TBase>.MultiplySum(result._block, lefts, rights, Coefficients, zero);
        return result;
    }

    /// <summary>Distributes a value's coefficients to lanes.</summary>
    public static Fp12Spread<TBase> Import(in Fp12 value)
    {
        Unsafe.SkipInit(out Fp12Spread<TBase> result);
        Write(result._block, [value.C0.C0, value.C1.C0, value.C0.C1, value.C1.C1, value.C0.C2, value.C1.C2]);
        return result;
    }

    /// <summary>Eight values, reduced, from the layout of <see cref="Fp12Lanes{TBase}"/>.</summary>
    public static void Import(double* values, Span<Fp12Spread<TBase>> results)
    {
        var memory = stackalloc double[2 * ILanes.Count * Half + BlockAlignment.Slack];
        double* coefficients = BlockAlignment.Align(memory), transposed = coefficients + ILanes.Count * Half;
        for (var part = 0; part < 2; part++)
        {
            for (var lane = 0; lane < ILanes.Count; lane++)
            {
                var place = SpreadLanes.PlacesInTower[lane];
                var target = new Span<double>(coefficients + lane * Half, Half);
                if (place < 0) target.Clear();
                else new Span<double>(values + place * Length + part * Half, Half).CopyTo(target);
            }

            TBase.Transpose(transposed, coefficients);
            for (var i = 0; i < results.Length; i++)
                fixed (double* block = results[i]._block) Unsafe.CopyBlock(block + part * Half, transposed + i * Half, Half * sizeof(double));
        }
    }

    /// <summary>The value in scalar form.</summary>
    public readonly Fp12 Export()
    {
        var limbs = stackalloc Limbs[2 * ILanes.Count];
        fixed (double* block = _block)
        {
            TBase.ToMontgomery(limbs, block);
            TBase.ToMontgomery(limbs + ILanes.Count, block + Half);
        }

        return new(
            new Fp6(Coefficient(limbs, 0), Coefficient(limbs, 2), Coefficient(limbs, 5)),
            new Fp6(Coefficient(limbs, 1), Coefficient(limbs, 4), Coefficient(limbs, 6)));
    }

    /// <summary>The square: 21 products in Fp2, at most four per lane.</summary>
    public readonly Fp12Spread<TBase> Square()
    {
        var memory = stackalloc double[12 * Length + BlockAlignment.Slack];
        double* lefts = BlockAlignment.Align(memory), rights = lefts + 4 * Length, residue = rights + 4 * Length;
        double* twice = residue + Length, twiceResidue = twice + Length, zero = twiceResidue + Length;
        Unsafe.SkipInit(out Fp12Spread<TBase> result);
        fixed (double* x = _block)
        {
            Fp2Lanes<TBase>.MultiplyByNonResidue(residue, x);
            Fp2Lanes<TBase>.AddReduced(twice, x, x);
            Fp2Lanes<TBase>.AddReduced(twiceResidue, residue, residue);
            for (var i = 0; i < 4; i++)
            {
                if (i < 2) Fp2Lanes<TBase>.Permute(lefts + i * Length, x, residue, SpreadLanes.SquareLefts[i]);
                else Fp2Lanes<TBase>.Permute(lefts + i * Length, twice, twiceResidue, SpreadLanes.SquareLefts[i]);
                Fp2Lanes<TBase>.Permute(rights + i * Length, x, x, SpreadLanes.SquareRights[i]);
            }
        }

        new Span<double>(zero, Length).Clear();
        Fp2Lanes<TBase>.MultiplySum(result._block, lefts, rights, 4, zero);
        return result;
    }

    /// <summary>As <see cref="Fp12.SquareCyclotomicUnchecked"/>, with the factors 3 and 3ξ applied before the products: two products per lane.</summary>
    public readonly Fp12Spread<TBase> SquareCyclotomicUnchecked()
    {
        var memory = stackalloc double[8 * Length + BlockAlignment.Slack];
        double* lefts = BlockAlignment.Align(memory), rights = lefts + 2 * Length, triple = rights + 2 * Length, residue = triple + Length;
        double* twice = residue + Length, signed = twice + Length;
        Unsafe.SkipInit(out Fp12Spread<TBase> result);
        fixed (double* x = _block)
        {
            Fp2Lanes<TBase>.Add(twice, x, x);
            Fp2Lanes<TBase>.AddReduced(triple, twice, x);
            Fp2Lanes<TBase>.MultiplyByNonResidue(residue, triple);
            for (var i = 0; i < 2; i++)
            {
                Fp2Lanes<TBase>.Permute(lefts + i * Length, triple, residue, SpreadLanes.CyclotomicLefts[i]);
                Fp2Lanes<TBase>.Permute(rights + i * Length, x, x, SpreadLanes.CyclotomicRights[i]);
            }
        }

        // 2x is subtracted for even powers of w, and added for odd powers.
        Fp2Lanes<TBase>.Negate(signed, twice, SpreadLanes.OddPowers);
        Fp2Lanes<TBase>.MultiplySum(result._block, lefts, rights, 2, signed);
        return result;
    }

    public readonly Fp12Spread<TBase> Conjugate()
    {
        Unsafe.SkipInit(out Fp12Spread<TBase> result);
        fixed (double* x = _block) Fp2Lanes<TBase>.Negate(result._block, x, SpreadLanes.OddPowers);
        return result;
    }

    public readonly Fp12Spread<TBase> Frobenius()
    {
        var memory = stackalloc double[2 * Length + BlockAlignment.Slack];
        double* conjugate = BlockAlignment.Align(memory), factors = conjugate + Length;
        Unsafe.SkipInit(out Fp12Spread<TBase> result);
        PowerFactors.CopyTo(factors);
        fixed (double* x = _block)
        {
            Unsafe.CopyBlock(conjugate, x, Half * sizeof(double));
            TBase.Negate(conjugate + Half, x + Half, SpreadLanes.All);
        }

        Fp2Lanes<TBase>.Multiply(result._block, conjugate, factors);
        Fp2Lanes<TBase>.Reduce(result._block, result._block);
        return result;
    }

    /// <summary>Writes the coefficients of 1, w, w² and so on to lanes, reduced.</summary>
    private static void Write(double* block, ReadOnlySpan<Fp2> coefficients)
    {
        var limbs = stackalloc Limbs[2 * ILanes.Count];
        new Span<Limbs>(limbs, 2 * ILanes.Count).Clear();
        for (var i = 0; i < coefficients.Length; i++)
        {
            var lane = i < 3 ? i : i + 1;
            limbs[lane] = coefficients[i].C0.MontgomeryForm;
            limbs[ILanes.Count + lane] = coefficients[i].C1.MontgomeryForm;
        }

        TBase.FromMontgomery(block, limbs);
        TBase.FromMontgomery(block + Half, limbs + ILanes.Count);
        Fp2Lanes<TBase>.Reduce(block, block);
    }

    private static Fp2 Coefficient(Limbs* limbs, int lane) =>
        new(Fp.FromMontgomeryUnchecked(limbs[lane]), Fp.FromMontgomeryUnchecked(limbs[ILanes.Count + lane]));

    /// <summary>A factor for each coefficient.</summary>
    private sealed class Factors
    {
        private readonly double[] _block = new double[Length];

        public Factors(ReadOnlySpan<Fp2> coefficients)
        {
            fixed (double* block = _block) Write(block, coefficients);
        }

        public void CopyTo(double* target) => _block.CopyTo(new Span<double>(target, Length));
    }
}
