using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.Ntt;

/// <summary>The factors of <see cref="CosetTransforms{TLanes}"/>, up to 100 bytes per point of the domain.</summary>
/// <remarks>
/// ω is the root of the domain of n points, g the root of the domain of twice the size: ω = g². m = n/8 is the length of the transform of a
/// lane. Group j holds the indices k = reverse(j) + i·m/8 for i = 0 .. 7, an index per lane, where reverse reverses log₂ m/8 bits.
/// </remarks>
internal sealed unsafe class CosetTwiddles<TLanes>
    where TLanes : struct, IFieldLanes
{
    private const int Lanes = ILanes.Count;
    private const int Length = IFieldLanes.Length;
    private const int Grain = 64;

    private readonly double* _toCoefficients;
    private readonly double* _toValues;
    private readonly double* _roots;
    private readonly double[] _memory;

    public CosetTwiddles(ReadOnlyMemory<Fr> powers, Fr shift, in Parallelism parallelism)
    {
        // powers holds the n/2 powers of ω below ω^(n/2) = -1.
        LaneLength = 2 * powers.Length / Lanes;
        var groups = LaneLength / Lanes;

        // Blocks come first, aligned to 64 bytes. Constants are broadcast, and need no
        // alignment.
        var lengths = (ToCoefficients: groups * (Lanes - 1) * Length, ToValues: groups * Lanes * Length, Roots: LaneLength / 2 * TLanes.ConstantLength);
        _memory = PinnedArray.Allocate<double>(
            lengths.ToCoefficients + lengths.ToValues + lengths.Roots + 3 * Lanes * TLanes.ConstantLength + BlockAlignment.Slack);
        fixed (double* memory = _memory) _toCoefficients = BlockAlignment.Align(memory);
        _toValues = _toCoefficients + lengths.ToCoefficients;
        _roots = _toValues + lengths.ToValues;
        InverseRoots = _roots + lengths.Roots;
        ForwardRoots = InverseRoots + Lanes * TLanes.ConstantLength;
        Twists = ForwardRoots + Lanes * TLanes.ConstantLength;

        // g^k/n for k below m.
        var steps = new Fr[LaneLength];
        var step = new Fr((ulong)(2 * powers.Length)).Inverse();
        for (var i = 0; i < steps.Length; i++, step *= shift) steps[i] = step;
        parallelism.For(groups, Grain, (from, to) => FillGroups(powers.Span, steps, from, to));
        parallelism.For(groups / 2, Grain, (from, to) => FillRoots(powers.Span, from, to));
        FillEighthRoots(powers.Span, shift);
    }

    /// <summary>m.</summary>
    public int LaneLength { get; }

    /// <summary>ω^(-im), i = 0 .. 7, the eighth roots of unity for the way to coefficients: constants.</summary>
    public double* InverseRoots { get; }

    /// <summary>ω^(im), i = 0 .. 7, for the way back to values: constants.</summary>
    public double* ForwardRoots { get; }

    /// <summary>g^(im), i = 0 .. 7: constants.</summary>
    public double* Twists { get; }

    /// <summary>ω^(-lk) for the indices k of a group, l = 1 .. 7: seven reduced blocks.</summary>
    public double* ToCoefficients(int group) => _toCoefficients + (long)group * (Lanes - 1) * Length;

    /// <summary>ω^(lk)·g^k/n for the indices k of a group, l = 0 .. 7: eight reduced blocks.</summary>
    public double* ToValues(int group) => _toValues + (long)group * Lanes * Length;

    /// <summary>ω^(8i), i = 0 .. m/2 - 1: a constant. ω^(8m/2) is -1.</summary>
    public double* Root(int i) => _roots + (long)i * TLanes.ConstantLength;

    [MethodImpl(Kernel.Optimized)]
    private void FillGroups(ReadOnlySpan<Fr> powers, ReadOnlySpan<Fr> steps, int from, int to)
    {
        var elements = stackalloc Limbs[3 * Lanes];
        Limbs* inverses = elements, powersOfRoot = inverses + Lanes, firsts = powersOfRoot + Lanes;
        var power = stackalloc double[Length];
        for (var group = from; group < to; group++)
        {
            // The indices of a group's lanes, in three columns of Montgomery forms for
            // eight lanes.
            for (var i = 0; i < Lanes; i++)
            {
                var index = Index(group, i);
                inverses[i] = Power(powers, -index).MontgomeryForm;
                powersOfRoot[i] = Power(powers, index).MontgomeryForm;
                firsts[i] = steps[index].MontgomeryForm;
            }

            double* toCoefficients = ToCoefficients(group), toValues = ToValues(group);

            // ω^(-lk) for l = 1 .. 7: each block is its predecessor times ω^-k.
            TLanes.FromMontgomery(power, inverses);
            TLanes.FromMontgomery(toCoefficients, inverses);
            TLanes.Reduce(toCoefficients, toCoefficients);
            for (var l = 1; l < Lanes - 1; l++) Continue(toCoefficients + l * Length, power);

            // The same for l = 0 .. 7 with ω^k, from g^k/n.
            TLanes.FromMontgomery(power, powersOfRoot);
            TLanes.FromMontgomery(toValues, firsts);
            TLanes.Reduce(toValues, toValues);
            for (var l = 1; l < Lanes; l++) Continue(toValues + l * Length, power);
        }
    }

    /// <summary>The block before, times a power: reduced, because it multiplies wide values.</summary>
    private static void Continue(double* block, double* power)
    {
        TLanes.Multiply(block, block - Length, power);
        TLanes.Reduce(block, block);
    }

    [MethodImpl(Kernel.Optimized)]
    private void FillRoots(ReadOnlySpan<Fr> powers, int from, int to)
    {
        var elements = stackalloc Limbs[Lanes];

        // ω^(8i): the transform of a lane has length m, and ω^8 has order m.
        for (var i = from * Lanes; i < to * Lanes; i += Lanes)
        {
            for (var j = 0; j < Lanes; j++) elements[j] = Power(powers, (i + j) * Lanes).MontgomeryForm;
            TLanes.SetConstants(_roots + (long)i * TLanes.ConstantLength, elements);
        }
    }

    private void FillEighthRoots(ReadOnlySpan<Fr> powers, Fr shift)
    {
        var elements = stackalloc Limbs[Lanes];

        // ω^m has order 8: roots of the transforms among lanes and within a group.
        for (var j = 0; j < Lanes; j++) elements[j] = Power(powers, j * LaneLength).MontgomeryForm;
        TLanes.SetConstants(ForwardRoots, elements);
        for (var j = 0; j < Lanes; j++) elements[j] = Power(powers, -j * LaneLength).MontgomeryForm;
        TLanes.SetConstants(InverseRoots, elements);
        for (var j = 0; j < Lanes; j++) elements[j] = shift.Pow((ulong)(j * LaneLength)).MontgomeryForm;
        TLanes.SetConstants(Twists, elements);
    }

    private int Index(int group, int lane)
    {
        // The lane in the highest three bits, below it the bits of the group in reverse
        // order.
        var index = lane;
        for (var bits = LaneLength / Lanes; bits > 1; bits >>= 1, group >>= 1) index = (index << 1) | (group & 1);
        return index;
    }

    /// <summary>A power of ω from the powers below n/2, because ω^(n/2) is -1.</summary>
    private static Fr Power(ReadOnlySpan<Fr> powers, long exponent)
    {
        // Exponents count modulo n, a power of two: the mask also maps negative exponents.
        var i = (int)(exponent & (2L * powers.Length - 1));
        return i < powers.Length ? powers[i] : -powers[i - powers.Length];
    }
}
