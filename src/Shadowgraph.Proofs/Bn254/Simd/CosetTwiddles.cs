using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Threads;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>The factors of <see cref="CosetProduct{TLanes}"/>, 80 bytes for each point of the domain.</summary>
/// <remarks>
/// ω is the root of the domain of n points, g that of the domain of twice the size: ω = g². m = n/8 is the length of the transform of one
/// lane. Group j holds the indices k = reverse(j) + i·m/8 for i = 0 .. 7, one in each lane, where reverse turns log₂ m/8 bits round.
/// </remarks>
internal sealed unsafe class CosetTwiddles<TLanes>
    where TLanes : struct, IFieldLanes
{
    private const int Lanes = ILanes.Count;
    private const int Length = IFieldLanes.Length;
    private const int ScalarLength = IFieldLanes.ScalarLength;
    private const int Grain = 64;

    private readonly double* _falls;
    private readonly double* _rises;
    private readonly double* _roots;
    private readonly double[] _memory;

    public CosetTwiddles(ReadOnlyMemory<Fr> powers, Fr shift, in Parallelism parallelism)
    {
        LaneLength = 2 * powers.Length / Lanes;
        var groups = LaneLength / Lanes;
        var lengths = (Falls: groups * (Lanes - 1) * Length, Rises: groups * Lanes * Length, Roots: LaneLength * ScalarLength);
        _memory = GC.AllocateUninitializedArray<double>(lengths.Falls + lengths.Rises + lengths.Roots + 3 * Lanes * ScalarLength + BlockAlignment.Slack,
        pinned: true);
        fixed (double* memory = _memory) _falls = BlockAlignment.Align(memory);
        _rises = _falls + lengths.Falls;
        _roots = _rises + lengths.Rises;
        Falling = _roots + lengths.Roots;
        Rising = Falling + Lanes * ScalarLength;
        Twists = Rising + Lanes * ScalarLength;

        var steps = new Fr[LaneLength];
        var step = new Fr((ulong)(2 * powers.Length)).Inverse();
        for (var i = 0; i < steps.Length; i++, step *= shift) steps[i] = step;
        parallelism.For(groups, Grain, (from, to) => FillGroups(powers.Span, steps, from, to));
        FillScalars(powers.Span, shift);
    }

    /// <summary>m.</summary>
    public int LaneLength { get; }

    /// <summary>ω^(-im), i = 0 .. 7, the eighth roots of one for the way to coefficients: scalars.</summary>
    public double* Falling { get; }

    /// <summary>ω^(im), i = 0 .. 7, for the way back to values: scalars.</summary>
    public double* Rising { get; }

    /// <summary>g^(im), i = 0 .. 7: scalars.</summary>
    public double* Twists { get; }

    /// <summary>ω^(-lk) for the indices k of a group, l = 1 .. 7: seven blocks.</summary>
    public double* Fall(int group) => _falls + (long)group * (Lanes - 1) * Length;

    /// <summary>ω^(lk)·g^k/n for the indices k of a group, l = 0 .. 7: eight blocks.</summary>
    public double* Rise(int group) => _rises + (long)group * Lanes * Length;

    /// <summary>ω^(8i), i = 0 .. m - 1: a scalar.</summary>
    public double* Root(int i) => _roots + (long)i * ScalarLength;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillGroups(ReadOnlySpan<Fr> powers, ReadOnlySpan<Fr> steps, int from, int to)
    {
        var elements = stackalloc Limbs[3 * Lanes];
        Limbs* falls = elements, rises = falls + Lanes, firsts = rises + Lanes;
        var power = stackalloc double[Length];
        for (var group = from; group < to; group++)
        {
            for (var i = 0; i < Lanes; i++)
            {
                var index = Index(group, i);
                falls[i] = Power(powers, -index).MontgomeryForm;
                rises[i] = Power(powers, index).MontgomeryForm;
                firsts[i] = steps[index].MontgomeryForm;
            }

            double* fall = Fall(group), rise = Rise(group);
            TLanes.FromMontgomery(power, falls);
            TLanes.FromMontgomery(fall, falls);
            for (var l = 1; l < Lanes - 1; l++) TLanes.Multiply(fall + l * Length, fall + (l - 1) * Length, power);
            TLanes.FromMontgomery(power, rises);
            TLanes.FromMontgomery(rise, firsts);
            for (var l = 1; l < Lanes; l++) TLanes.Multiply(rise + l * Length, rise + (l - 1) * Length, power);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillScalars(ReadOnlySpan<Fr> powers, Fr shift)
    {
        var elements = stackalloc Limbs[Lanes];
        for (var i = 0; i < LaneLength; i += Lanes)
        {
            for (var j = 0; j < Lanes; j++) elements[j] = Power(powers, (i + j) * Lanes).MontgomeryForm;
            TLanes.SetScalars(_roots + (long)i * ScalarLength, elements);
        }

        for (var j = 0; j < Lanes; j++) elements[j] = Power(powers, j * LaneLength).MontgomeryForm;
        TLanes.SetScalars(Rising, elements);
        for (var j = 0; j < Lanes; j++) elements[j] = Power(powers, -j * LaneLength).MontgomeryForm;
        TLanes.SetScalars(Falling, elements);
        for (var j = 0; j < Lanes; j++) elements[j] = shift.Pow((ulong)(j * LaneLength)).MontgomeryForm;
        TLanes.SetScalars(Twists, elements);
    }

    private int Index(int group, int lane)
    {
        var index = lane;
        for (var bits = LaneLength / Lanes; bits > 1; bits >>= 1, group >>= 1) index = (index << 1) | (group & 1);
        return index;
    }

    /// <summary>A power of ω from those below n/2, as ω^(n/2) is -1.</summary>
    private static Fr Power(ReadOnlySpan<Fr> powers, long exponent)
    {
        var i = (int)(exponent & (2L * powers.Length - 1));
        return i < powers.Length ? powers[i] : -powers[i - powers.Length];
    }
}
