using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>Operations of a batch of pairings, eight pairs at a time.</summary>
internal abstract class PairingLanes
{
    /// <summary>The fastest implementation; null if single pairs are faster.</summary>
    public static PairingLanes? Best { get; } = Of(InstructionSets.Best);

    /// <summary>The implementation for an instruction set; null without vectors.</summary>
    public static PairingLanes? Of(InstructionSet set) =>
        set == InstructionSet.Portable ? null : InstructionSets.OverFp<Create, PairingLanes>(set, default);

    /// <summary>Whether each of up to eight points of G2's curve has order r; no point may be infinity.</summary>
    public abstract void AreInSubgroup(ReadOnlySpan<G2Affine> points, Span<bool> results);

    /// <summary>The product of the Miller functions of weights[i]·p[i] and q[i], for up to eight pairs of finite points in their groups.</summary>
    public abstract Fp12 WeightedMillerLoop(ReadOnlySpan<G1Affine> p, ReadOnlySpan<SignedWeight> weights, ReadOnlySpan<G2Affine> q);

    private readonly struct Create : ILanesFunction<PairingLanes>
    {
        public PairingLanes Invoke<TLanes>()
            where TLanes : struct, IFieldLanes => new PairingLanes<TLanes>();
    }
}

/// <inheritdoc/>
[SkipLocalsInit]
internal sealed unsafe class PairingLanes<TBase> : PairingLanes
    where TBase : struct, IFieldLanes
{
    private const int Half = IFieldLanes.Length;
    private const int Length = 2 * Half;
    private const int AllLanes = (1 << ILanes.Count) - 1;

    public override void AreInSubgroup(ReadOnlySpan<G2Affine> points, Span<bool> results)
    {
        using var buffer = ScratchPool.Shared.Rent<double>(6 * Length + JacobianLanes<Fp2Lanes<TBase>>.ScratchLength);
        double* x = buffer.Pointer, y = x + Length, opposite = y + Length, multiple = opposite + Length, scratch = multiple + 3 * Length;

        // Eight points side by side; lanes without a point hold the generator, which takes
        // all steps without an exception.
        Import(x, y, points);

        // Signed digits of x0 add P or -P: both are prepared for all lanes.
        Fp2Lanes<TBase>.Negate(opposite, y, AllLanes);

        // The leading digit of x0 is 1, so the multiple starts as P with z = 1.
        Copy(multiple, x);
        Copy(multiple + Length, y);
        Fp2Lanes<TBase>.SetOne(multiple + 2 * Length);
        var digits = G2.Digits;
        for (var i = digits.Length - 2; i >= 0; i--)
        {
            // The same steps in every lane, because x0 is a constant of the curve.
            JacobianLanes<Fp2Lanes<TBase>>.Double(multiple, scratch);
            if (digits[i] != 0) JacobianLanes<Fp2Lanes<TBase>>.Add(multiple, x, digits[i] > 0 ? y : opposite, scratch);
        }

        // Only the multiple by x0 is expensive; the remaining comparison with ψ uses scalar
        // code.
        Span<Fp2> coordinates = stackalloc Fp2[3 * ILanes.Count];
        for (var i = 0; i < 3; i++) Export(multiple + i * Length, coordinates.Slice(i * ILanes.Count, ILanes.Count));
        for (var i = 0; i < points.Length; i++)
        {
            var z = coordinates[2 * ILanes.Count + i];

            // No point of the subgroup reaches z = 0; a point that does is checked by the
            // slow method.
            results[i] = z.IsZero
                ? G2.IsInSubgroup(points[i])
                : G2.IsInSubgroupByMultiple(points[i], new G2Jacobian(coordinates[i], coordinates[ILanes.Count + i], z));
        }
    }

    public override Fp12 WeightedMillerLoop(ReadOnlySpan<G1Affine> p, ReadOnlySpan<SignedWeight> weights, ReadOnlySpan<G2Affine> q)
    {
        const int Constants = 3 * Half;
        const int Points = 2 * Half + 5 * Length;
        const int Lines = 6 * Length;
        var scratchLength = Math.Max(Fp12Lanes<TBase>.ScratchLength, MillerLinesLanes<TBase>.ScratchLength);
        using var buffer = ScratchPool.Shared.Rent<double>(Constants + Points + Lines + Fp12Lanes<TBase>.ValueLength + scratchLength);
        double* constants = buffer.Pointer, px = constants + Constants, py = px + Half, x = py + Half, y = x + Length, walk = y + Length;
        double* line = walk + 3 * Length, evaluated = line + 3 * Length, value = line + Lines, scratch = value + Fp12Lanes<TBase>.ValueLength;

        // The weighted points replace p: the weights of all lanes have 128 digits ±1, and
        // take the same steps.
        MillerLinesLanes<TBase>.SetConstants(constants);

        // The memory of the accumulator is free until the loop starts, and serves as
        // scratch memory.
        Weigh(px, py, p, weights, value);
        Import(x, y, q);
        Copy(walk, x);
        Copy(walk + Length, y);
        Fp2Lanes<TBase>.SetOne(walk + 2 * Length);
        Fp12Lanes<TBase>.SetOne(value);

        // The second point of each addition: the start or its negative, at the end the
        // images of the start.
        double* otherX = evaluated, otherY = evaluated + Length;
        var digits = MillerLines.Digits;
        for (var i = digits.Length - 2; i >= 0; i--)
        {
            // The accumulator is 1 at first; squaring it once costs little and keeps the
            // loop uniform.
            Fp12Lanes<TBase>.Square(value, scratch);
            MillerLinesLanes<TBase>.Double(walk, line, constants, scratch);
            MultiplyByLine();
            if (digits[i] == 0) continue;
            Fp2Lanes<TBase>.Negate(otherY, y, digits[i] < 0 ? AllLanes : 0);
            MillerLinesLanes<TBase>.Add(walk, x, otherY, line, scratch);
            MultiplyByLine();
        }

        Span<G2Affine> images = stackalloc G2Affine[q.Length];
        for (var image = 0; image < 2; image++)

        // ψ(Q), then -ψ²(Q), per point in scalar code.
        {
            for (var i = 0; i < images.Length; i++) images[i] = image == 0 ? G2.Psi(q[i]) : -G2.Psi(G2.Psi(q[i]));
            Import(otherX, otherY, images);
            MillerLinesLanes<TBase>.Add(walk, otherX, otherY, line, scratch);
            MultiplyByLine();
        }

        // The lanes of existing pairs; the functions of unused lanes are dropped.
        Span<Fp12> values = new Fp12[p.Length];
        Fp12Lanes<TBase>.Export(value, values);
        var product = values[0];
        foreach (ref readonly var factor in values[1..]) product *= factor;
        return product;

        void MultiplyByLine()
        {
            // The line's value at the weighted point: Y·y + X·x·w + Constant·w³.
            MillerLinesLanes<TBase>.Scale(line, line, py);
            MillerLinesLanes<TBase>.Scale(line + Length, line + Length, px);
            Fp12Lanes<TBase>.MultiplyByLine(value, line, line + Length, line + 2 * Length, scratch);
        }
    }

    /// <summary>
    /// The weighted multiples of points, affine: 128 doublings and additions, none of which meets equal or opposite points, because r is prime and
    /// larger than any weight.
    /// </summary>
    private static void Weigh(double* x, double* y, ReadOnlySpan<G1Affine> p, ReadOnlySpan<SignedWeight> weights, double* free)
    {
        double* px = free, py = px + Half, signed = py + Half, multiple = signed + Half, scratch = multiple + 3 * Half;
        var first = stackalloc Limbs[2 * ILanes.Count];
        for (var lane = 0; lane < ILanes.Count; lane++)
        {
            // Unused lanes hold the generator: a finite point, so that the common inversion
            // has no special case for them.
            var point = lane < p.Length ? p[lane] : G1.Generator;
            first[lane] = point.X.MontgomeryForm;
            first[ILanes.Count + lane] = point.Y.MontgomeryForm;
        }

        TBase.FromMontgomery(px, first);
        TBase.FromMontgomery(py, first + ILanes.Count);
        TBase.Reduce(px, px);
        TBase.Reduce(py, py);

        // The highest digit is ±1, so the multiple starts as ±P. All later digits are ±1 as
        // well: no step is ever skipped.
        Unsafe.CopyBlock(multiple, px, Half * sizeof(double));
        TBase.Negate(multiple + Half, py, SignsOf(SignedWeight.Bits - 1, weights));
        TBase.SetOne(multiple + 2 * Half);
        for (var bit = SignedWeight.Bits - 2; bit >= 0; bit--)
        {
            JacobianLanes<TBase>.Double(multiple, scratch);

            // A lane takes +P or -P by the sign of its digit.
            TBase.Negate(signed, py, SignsOf(bit, weights));
            JacobianLanes<TBase>.Add(multiple, px, signed, scratch);
        }

        // Affine coordinates X/Z² and Y/Z³, with a common inversion of Z for all lanes.
        TBase.Invert(scratch, multiple + 2 * Half);
        TBase.Square(signed, scratch);
        TBase.Multiply(x, multiple, signed);
        TBase.Multiply(scratch, signed, scratch);
        TBase.Multiply(y, multiple + Half, scratch);
    }

    private static int SignsOf(int bit, ReadOnlySpan<SignedWeight> weights)
    {
        var lanes = 0;
        for (var lane = 0; lane < weights.Length; lane++) lanes |= (int)((weights[lane].Signs >> bit) & 1) << lane;
        return lanes;
    }

    /// <summary>Reads points; unused lanes hold the generator. Coordinates are reduced.</summary>
    private static void Import(double* x, double* y, ReadOnlySpan<G2Affine> points)
    {
        var limbs = stackalloc Limbs[4 * ILanes.Count];
        for (var lane = 0; lane < ILanes.Count; lane++)
        {
            var point = lane < points.Length ? points[lane] : G2.Generator;
            limbs[lane] = point.X.C0.MontgomeryForm;
            limbs[ILanes.Count + lane] = point.X.C1.MontgomeryForm;
            limbs[2 * ILanes.Count + lane] = point.Y.C0.MontgomeryForm;
            limbs[3 * ILanes.Count + lane] = point.Y.C1.MontgomeryForm;
        }

        // FromMontgomery leaves products; reduced coordinates satisfy every bound of the
        // following steps.
        TBase.FromMontgomery(x, limbs);
        TBase.FromMontgomery(x + Half, limbs + ILanes.Count);
        TBase.FromMontgomery(y, limbs + 2 * ILanes.Count);
        TBase.FromMontgomery(y + Half, limbs + 3 * ILanes.Count);
        Fp2Lanes<TBase>.Reduce(x, x);
        Fp2Lanes<TBase>.Reduce(y, y);
    }

    private static void Export(double* block, Span<Fp2> elements)
    {
        var limbs = stackalloc Limbs[2 * ILanes.Count];
        TBase.ToMontgomery(limbs, block);
        TBase.ToMontgomery(limbs + ILanes.Count, block + Half);
        for (var lane = 0; lane < elements.Length; lane++)

            // ToMontgomery returns canonical forms, below p.
            elements[lane] = new Fp2(Fp.FromMontgomeryUnchecked(limbs[lane]), Fp.FromMontgomeryUnchecked(limbs[ILanes.Count + lane]));
    }

    private static void Copy(double* result, double* value) => Unsafe.CopyBlock(result, value, Length * sizeof(double));
}
