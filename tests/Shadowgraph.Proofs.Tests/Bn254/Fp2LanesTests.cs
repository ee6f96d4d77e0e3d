using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Tests.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254;

/// <summary>Lanes of Fp2 against Fp2 itself.</summary>
[TestFixture(typeof(Avx512Lanes<BaseModulus, BaseDigits52>))]
[TestFixture(typeof(Avx2Lanes<BaseModulus, BaseDigits51>))]
[TestFixture(typeof(PortableLanes<BaseModulus, BaseDigits52>))]
internal sealed unsafe class Fp2LanesTests<TLanes>
    where TLanes : struct, IFieldLanes
{
    private const int Lanes = ILanes.Count;
    private const int Iterations = 200;
    private static readonly Gen<Fp2[]> Block = FieldSamples.Fp2.Array[Lanes];

    [OneTimeSetUp]
    public void RequireInstructions() => Assume.That(Fp2Lanes<TLanes>.IsSupported, "this processor has not the instructions");

    [Test]
    public void Products_OfAny_AreFp2s() =>
        Gen.Select(Block, Block, Block).Sample(
            (a, b, c) =>
            {
                LaneBlock x = Write(a), y = Write(b), z = Write(c), result = new();
                Fp2Lanes<TLanes>.Multiply(result.Pointer, x.Pointer, y.Pointer);
                Is(result, i => a[i] * b[i]);
                Fp2Lanes<TLanes>.Square(result.Pointer, x.Pointer);
                Is(result, i => a[i].Square());
                Fp2Lanes<TLanes>.Reduce(y.Pointer, y.Pointer);
                Fp2Lanes<TLanes>.Reduce(z.Pointer, z.Pointer);
                Fp2Lanes<TLanes>.SquareSubtract(result.Pointer, x.Pointer, y.Pointer, z.Pointer);
                Is(result, i => a[i].Square() - b[i] - c[i]);
                Fp2Lanes<TLanes>.SubtractMultiplySubtract(result.Pointer, y.Pointer, z.Pointer, x.Pointer, z.Pointer);
                Is(result, i => (b[i] - c[i]) * a[i] - c[i]);
            },
            iter: Iterations);

    [Test]
    public void Products_IntoAnOperand_AreFp2s() =>
        Gen.Select(Block, Block).Sample(
            (a, b) =>
            {
                LaneBlock x = Write(a), y = Write(b);
                Fp2Lanes<TLanes>.Multiply(x.Pointer, x.Pointer, y.Pointer);
                Is(x, i => a[i] * b[i]);
                Fp2Lanes<TLanes>.Multiply(y.Pointer, x.Pointer, y.Pointer);
                Is(y, i => a[i] * b[i] * b[i]);
                Fp2Lanes<TLanes>.Square(x.Pointer, x.Pointer);
                Is(x, i => (a[i] * b[i]).Square());
                Fp2Lanes<TLanes>.Reduce(x.Pointer, x.Pointer);
                Fp2Lanes<TLanes>.SquareSubtract(x.Pointer, x.Pointer, x.Pointer, x.Pointer);
                Is(x, i => (a[i] * b[i]).Square().Square() - (a[i] * b[i]).Square() - (a[i] * b[i]).Square());
                x = Write(a);
                y = Write(b);
                Fp2Lanes<TLanes>.Reduce(x.Pointer, x.Pointer);
                Fp2Lanes<TLanes>.Reduce(y.Pointer, y.Pointer);
                Fp2Lanes<TLanes>.SubtractMultiplySubtract(x.Pointer, x.Pointer, y.Pointer, y.Pointer, y.Pointer);
                Is(x, i => (a[i] - b[i]) * b[i] - b[i]);
                Fp2Lanes<TLanes>.SubtractMultiplySubtract(y.Pointer, x.Pointer, y.Pointer, y.Pointer, x.Pointer);
                Is(y, i => ((a[i] - b[i]) * b[i] - b[i] - b[i]) * b[i] - ((a[i] - b[i]) * b[i] - b[i]));
            },
            iter: Iterations);

    [Test]
    public void Products_OfProductsAndReducedDifferences_KeepTheirBounds() =>
        Gen.Select(Block, Block, Block).Sample(
            (a, b, c) =>
            {
                // The strictest chain that the bounds allow: again and again a difference of reduced values by a product.
                LaneBlock x = Write(a), y = Write(b), product = Write(c), difference = new();
                Fp2Lanes<TLanes>.Reduce(x.Pointer, x.Pointer);
                Fp2Lanes<TLanes>.Reduce(y.Pointer, y.Pointer);
                Fp2Lanes<TLanes>.Subtract(difference.Pointer, x.Pointer, y.Pointer);
                var expected = c;
                for (var step = 0; step < 8; step++)
                {
                    Fp2Lanes<TLanes>.Multiply(product.Pointer, difference.Pointer, product.Pointer);
                    expected = [.. expected.Select((value, i) => value * (a[i] - b[i]))];
                    Is(product, i => expected[i]);
                    Fp2Lanes<TLanes>.Square(product.Pointer, product.Pointer);
                    expected = [.. expected.Select(value => value.Square())];
                    Is(product, i => expected[i]);
                }
            },
            iter: 100);

    [Test]
    public void ProductsByTheNonResidueAndSumsOfProducts_OfAny_AreFp2s() =>
        Gen.Select(Block, Block, Block, Gen.Int[0, 15].Array[Lanes]).Sample(
            (a, b, c, places) =>
            {
                LaneBlock x = Write(a), y = Write(b), z = Write(c), result = new();
                Fp2Lanes<TLanes>.Reduce(x.Pointer, x.Pointer);
                Fp2Lanes<TLanes>.Reduce(y.Pointer, y.Pointer);
                Fp2Lanes<TLanes>.Reduce(z.Pointer, z.Pointer);
                Fp2Lanes<TLanes>.MultiplyByNonResidue(result.Pointer, x.Pointer);
                Is(result, i => a[i] * Fp2.NonResidue);
                Fp2Lanes<TLanes>.MultiplySum(result.Pointer, x.Pointer, y.Pointer, 1, z.Pointer);
                Is(result, i => a[i] * b[i] - c[i]);
                var lanes = Enumerable.Range(0, Lanes).Aggregate(0UL, (all, i) => all | (ulong)places[i] << 8 * i);
                Fp2Lanes<TLanes>.Permute(result.Pointer, x.Pointer, y.Pointer, lanes);
                Is(result, i => places[i] < Lanes ? a[places[i]] : b[places[i] - Lanes]);
            },
            iter: Iterations);

    [Test]
    public void Sums_OfAny_AreFp2s() =>
        Gen.Select(Block, Block, Gen.Int[0, 255]).Sample(
            (a, b, lanes) =>
            {
                LaneBlock x = Write(a), y = Write(b), result = new();
                Fp2Lanes<TLanes>.Add(result.Pointer, x.Pointer, y.Pointer);
                Is(result, i => a[i] + b[i]);
                Fp2Lanes<TLanes>.Subtract(result.Pointer, x.Pointer, y.Pointer);
                Is(result, i => a[i] - b[i]);
                Fp2Lanes<TLanes>.AddReduced(result.Pointer, x.Pointer, y.Pointer);
                Is(result, i => a[i] + b[i]);
                Fp2Lanes<TLanes>.SubtractReduced(result.Pointer, x.Pointer, y.Pointer);
                Is(result, i => a[i] - b[i]);
                Fp2Lanes<TLanes>.Reduce(result.Pointer, x.Pointer);
                Is(result, i => a[i]);
                Fp2Lanes<TLanes>.Negate(result.Pointer, x.Pointer, lanes);
                Is(result, i => (lanes >> i & 1) != 0 ? -a[i] : a[i]);
                Fp2Lanes<TLanes>.Select(result.Pointer, x.Pointer, y.Pointer, lanes);
                Is(result, i => (lanes >> i & 1) != 0 ? b[i] : a[i]);
            },
            iter: Iterations);

    [Test]
    public void Divide_ByTheInverseOfANorm_IsTheQuotient() =>
        Gen.Select(Block, Block, Block, Block).Sample(
            (a, b, c, d) =>
            {
                LaneBlock x = Write(a), y = Write(b), z = Write(c), w = Write(d), quotient = new(), norm = new(), work = new();
                foreach (var block in new[] { x, y, z, w }) Fp2Lanes<TLanes>.Reduce(block.Pointer, block.Pointer);
                Fp2Lanes<TLanes>.StoreNorm(norm.Pointer, x.Pointer, y.Pointer, work.Pointer);
                TLanes.SetOne(quotient.Pointer);
                Fp2Lanes<TLanes>.MultiplyByNorm(quotient.Pointer, norm.Pointer, x.Pointer, y.Pointer, quotient.Pointer);
                TLanes.Invert(quotient.Pointer, quotient.Pointer);
                Fp2Lanes<TLanes>.Divide(quotient.Pointer, z.Pointer, w.Pointer, x.Pointer, y.Pointer, quotient.Pointer, work.Pointer);
                Is(quotient, i => a[i].Equals(b[i]) ? Fp2.Zero : (c[i] - d[i]) * (a[i] - b[i]).Inverse());
            },
            iter: Iterations);

    [Test]
    public void ZeroLanes_OfAny_AreThoseOfZero() =>
        Gen.Select(Block, Gen.Int[0, 255]).Sample(
            (a, zeros) =>
            {
                for (var i = 0; i < Lanes; i++)
                    if ((zeros >> i & 1) != 0) a[i] = Fp2.Zero;
                LaneBlock x = Write(a), one = new();
                var expected = Enumerable.Range(0, Lanes).Where(i => a[i].IsZero).Sum(i => 1 << i);
                if (Fp2Lanes<TLanes>.ZeroLanes(x.Pointer) != expected) Assert.Fail("zero lanes");
                Fp2Lanes<TLanes>.SetOne(one.Pointer);
                Is(one, _ => Fp2.One);
            },
            iter: 50);

    [Test]
    public void LoadPoints_OfWhatStorePointsLeft_ReturnsThemWithTheirSigns() =>
        Gen.Select(Block, Block, Gen.Int[0, Lanes - 1].Array[Lanes], Gen.Int[0, 255]).Sample(
            (a, b, indices, signs) =>
            {
                LaneBlock x = Write(a), y = Write(b), pool = new();
                Fp2Lanes<TLanes>.Reduce(x.Pointer, x.Pointer);
                Fp2Lanes<TLanes>.Reduce(y.Pointer, y.Pointer);
                Fp2Lanes<TLanes>.StorePoints((ulong*)pool.Pointer, x.Pointer, y.Pointer);
                var terms = indices.Select((index, i) => ((uint)index << 1) | ((uint)signs >> i & 1)).ToArray();
                fixed (uint* first = terms) Fp2Lanes<TLanes>.LoadPoints(x.Pointer, y.Pointer, (ulong*)pool.Pointer, first, 1);
                Is(x, i => a[indices[i]]);
                Is(y, i => (signs >> i & 1) != 0 ? -b[indices[i]] : b[indices[i]]);
            },
            iter: Iterations);

    private static LaneBlock Write(Fp2[] values)
    {
        var block = new LaneBlock();
        fixed (Limbs* source = values.Select(value => value.C0.MontgomeryForm).ToArray()) TLanes.FromMontgomery(block.Pointer, source);
        fixed (Limbs* source = values.Select(value => value.C1.MontgomeryForm).ToArray())
            TLanes.FromMontgomery(block.Pointer + IFieldLanes.Length, source);
        return block;
    }

    private static void Is(LaneBlock block, Func<int, Fp2> expected)
    {
        Limbs[] c0 = new Limbs[Lanes], c1 = new Limbs[Lanes];
        fixed (Limbs* destination = c0) TLanes.ToMontgomery(destination, block.Pointer);
        fixed (Limbs* destination = c1) TLanes.ToMontgomery(destination, block.Pointer + IFieldLanes.Length);
        for (var i = 0; i < Lanes; i++)
        {
            var actual = new Fp2(Fp.FromMontgomeryUnchecked(c0[i]), Fp.FromMontgomeryUnchecked(c1[i]));
            if (actual != expected(i)) Assert.Fail($"lane {i} is {actual}, not {expected(i)}");
        }
    }
}
