using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.Simd;

/// <summary>What lanes of a prime field promise, in every form that this processor has.</summary>
[TestFixture(typeof(Avx512Lanes<BaseModulus, BaseDigits52>), typeof(BaseModulus))]
[TestFixture(typeof(Avx512Lanes<ScalarModulus, ScalarDigits52>), typeof(ScalarModulus))]
[TestFixture(typeof(Avx2Lanes<BaseModulus, BaseDigits51>), typeof(BaseModulus))]
[TestFixture(typeof(Avx2Lanes<ScalarModulus, ScalarDigits51>), typeof(ScalarModulus))]
[TestFixture(typeof(PortableLanes<BaseModulus, BaseDigits52>), typeof(BaseModulus))]
[TestFixture(typeof(PortableLanes<ScalarModulus, ScalarDigits52>), typeof(ScalarModulus))]
[Parallelizable]
internal sealed unsafe class FieldLanesTests<TLanes, TModulus>
    where TLanes : struct, IFieldLanes
    where TModulus : struct, IModulus
{
    private const int Lanes = ILanes.Count;
    private const int Iterations = 300;
    private const int MostProducts = 6;
    private static readonly BigInteger Modulus = Montgomery<TModulus>.ToBigInteger(TModulus.Modulus);
    private static readonly Gen<BigInteger[]> Block = FieldSamples.Integers(Modulus).Array[Lanes];

    [OneTimeSetUp]
    public void RequireInstructions() => Assume.That(TLanes.IsSupported, "this processor has not the instructions");

    [Test]
    public void ToCanonical_OfFromCanonical_IsTheIdentity() =>
        Block.Sample(values => Read(Enter(values)).SequenceEqual(values), iter: Iterations);

    [Test]
    public void ToMontgomery_OfFromMontgomery_IsTheIdentity() =>
        Block.Sample(
            values =>
            {
                var limbs = Limbs(values);
                var results = new Limbs[Lanes];
                var block = new LaneBlock();
                fixed (Limbs* source = limbs, destination = results)
                {
                    TLanes.FromMontgomery(block.Pointer, source);
                    TLanes.ToMontgomery(destination, block.Pointer);
                }

                return Integers(results).SequenceEqual(values);
            },
            iter: Iterations);

    [Test]
    public void ToCanonical_OfFromMontgomery_LeavesMontgomeryForm() =>
        Block.Sample(
            values =>
            {
                var limbs = Limbs(values);
                var block = new LaneBlock();
                fixed (Limbs* source = limbs) TLanes.FromMontgomery(block.Pointer, source);
                return Read(block).SequenceEqual(limbs.Select(value => Montgomery<TModulus>.ToBigInteger(Montgomery<TModulus>.Leave(value))));
            },
            iter: Iterations);

    [Test]
    public void Multiply_OfAny_IsTheProduct() =>
        Gen.Select(Block, Block).Sample((a, b) => Is(Apply(TLanes.Multiply, a, b), a, b, (x, y) => x * y), iter: Iterations);

    [Test]
    public void Multiply_IntoAnOperand_IsTheProduct() =>
        Gen.Select(Block, Block).Sample(
            (a, b) =>
            {
                LaneBlock left = Enter(a), right = Enter(b);
                TLanes.Multiply(left.Pointer, left.Pointer, right.Pointer);
                TLanes.Multiply(right.Pointer, left.Pointer, right.Pointer);
                return Is(left, a, b, (x, y) => x * y) && Is(right, a, b, (x, y) => x * y * y);
            },
            iter: Iterations);

    [Test]
    public void Square_OfAny_IsTheSquare() =>
        Block.Sample(
            a =>
            {
                var square = Enter(a);
                TLanes.Square(square.Pointer, square.Pointer);
                return Is(square, a, a, (x, _) => x * x);
            },
            iter: Iterations);

    [Test]
    public void AddAndSubtract_OfAny_AreSumAndDifference() =>
        Gen.Select(Block, Block).Sample(
            (a, b) =>
                Is(Apply(TLanes.Add, a, b), a, b, (x, y) => x + y)
                && Is(Apply(TLanes.Subtract, a, b), a, b, (x, y) => x - y)
                && Is(Apply(TLanes.AddReduced, a, b), a, b, (x, y) => x + y)
                && Is(Apply(TLanes.SubtractReduced, a, b), a, b, (x, y) => x - y),
            iter: Iterations);

    [Test]
    public void MultiplySubtract_OfAny_IsTheProductLessTheOther() =>
        Gen.Select(Block, Block, Block).Sample(
            (a, b, c) =>
            {
                LaneBlock x = Enter(a), y = Enter(b), z = Enter(c);
                TLanes.MultiplySubtract(z.Pointer, x.Pointer, y.Pointer, z.Pointer);
                return Is(z, i => a[i] * b[i] - c[i]);
            },
            iter: Iterations);

    [Test]
    public void SquareSubtract_IntoASubtrahend_IsTheSquareLessBoth() =>
        Gen.Select(Block, Block, Block).Sample(
            (a, b, c) =>
            {
                LaneBlock x = Enter(a), y = Reduced(b), z = Reduced(c);
                TLanes.SquareSubtract(z.Pointer, x.Pointer, z.Pointer, y.Pointer);
                return Is(z, i => a[i] * a[i] - b[i] - c[i]);
            },
            iter: Iterations);

    [Test]
    public void SubtractMultiply_OfAny_IsTheProductOfTheDifference() =>
        Gen.Select(Block, Block, Block, Block).Sample(
            (a, b, c, d) =>
            {
                LaneBlock x = Reduced(a), y = Reduced(b), z = Enter(c), subtrahend = Enter(d), difference = new();
                TLanes.SubtractMultiplySubtract(difference.Pointer, x.Pointer, y.Pointer, z.Pointer, subtrahend.Pointer);
                TLanes.SubtractMultiply(z.Pointer, x.Pointer, y.Pointer, z.Pointer);
                return Is(z, i => (a[i] - b[i]) * c[i]) && Is(difference, i => (a[i] - b[i]) * c[i] - d[i]);
            },
            iter: Iterations);

    [Test]
    public void Divide_ByTheInverseOfADifference_IsTheQuotient() =>
        Gen.Select(Block, Block, Block, Block).Sample(
            (a, b, c, d) =>
            {
                LaneBlock x = Reduced(a), y = Reduced(b), z = Reduced(c), w = Reduced(d), norm = new(), inverse = Enter([.. a.Select(_ => BigInteger.One)]);
                TLanes.StoreNorm(norm.Pointer, x.Pointer, y.Pointer, norm.Pointer);
                TLanes.MultiplyByNorm(inverse.Pointer, norm.Pointer, x.Pointer, y.Pointer, inverse.Pointer);
                TLanes.Invert(inverse.Pointer, inverse.Pointer);
                TLanes.Divide(inverse.Pointer, z.Pointer, w.Pointer, x.Pointer, y.Pointer, inverse.Pointer, norm.Pointer);
                return Is(inverse, i => (c[i] - d[i]) * BigInteger.ModPow(a[i] - b[i] + Modulus, Modulus - 2, Modulus));
            },
            iter: Iterations);

    [Test]
    public void MultiplyByScalar_OfAny_MultipliesEveryLane() =>
        Gen.Select(Block, Block, Gen.Int[0, Lanes - 1]).Sample(
            (a, b, chosen) =>
            {
                LaneBlock scalars = new(), product = Enter(a);
                fixed (Limbs* source = Limbs(b).Select(value => Montgomery<TModulus>.Enter(value)).ToArray())
                    TLanes.SetScalars(scalars.Pointer, source);
                TLanes.MultiplyByScalar(product.Pointer, product.Pointer, scalars.Pointer + chosen * IFieldLanes.ScalarLength);
                return Is(product, i => a[i] * b[chosen]);
            },
            iter: Iterations);

    [Test]
    public void MultiplyByConstant_OfAny_MultipliesEveryLane() =>
        Gen.Select(Block, Block, Block, Gen.Int[0, Lanes - 1]).Sample(
            (a, b, c, chosen) =>
            {
                LaneBlock product = Enter(a), difference = Enter(b);
                TLanes.Subtract(difference.Pointer, product.Pointer, difference.Pointer);
                var constants = new double[Lanes * TLanes.ConstantLength];
                fixed (double* first = constants)
                {
                    fixed (Limbs* source = Limbs(c).Select(value => Montgomery<TModulus>.Enter(value)).ToArray()) TLanes.SetConstants(first, source);
                    var constant = first + chosen * TLanes.ConstantLength;
                    TLanes.MultiplyByConstant(product.Pointer, product.Pointer, constant);
                    TLanes.MultiplyByConstant(difference.Pointer, difference.Pointer, constant);
                }

                return Is(product, i => a[i] * c[chosen]) && Is(difference, i => (a[i] - b[i]) * c[chosen]);
            },
            iter: Iterations);

    [Test]
    public void ToScalars_OfABlock_GivesFactorsOfItsElements() =>
        Gen.Select(Block, Block, Gen.Int[0, Lanes - 1]).Sample(
            (a, b, chosen) =>
            {
                LaneBlock scalars = new(), product = Enter(a), block = Enter(b);
                TLanes.Reduce(block.Pointer, block.Pointer);
                TLanes.ToScalars(scalars.Pointer, block.Pointer);
                TLanes.MultiplyByScalar(product.Pointer, product.Pointer, scalars.Pointer + chosen * IFieldLanes.ScalarLength);
                return Is(product, i => a[i] * b[chosen]);
            },
            iter: Iterations);

    [Test]
    public void Transpose_OfEightBlocks_ExchangesLanesAndBlocks() =>
        Block.Array[Lanes].Sample(
            values =>
            {
                LaneBlock source = new(), result = new();
                for (var j = 0; j < Lanes; j++)
                    fixed (Limbs* limbs = Limbs(values[j])) TLanes.FromCanonical(source.Pointer + j * IFieldLanes.Length, limbs);
                TLanes.Transpose(result.Pointer, source.Pointer);
                for (var i = 0; i < Lanes; i++)
                {
                    var read = new Limbs[Lanes];
                    fixed (Limbs* limbs = read) TLanes.ToCanonical(limbs, result.Pointer + i * IFieldLanes.Length);
                    if (!Integers(read).SequenceEqual(values.Select(block => block[i]))) return false;
                }

                return true;
            },
            iter: 50);

    [Test]
    public void SumsOfProducts_OfAny_AreReducedOnce() =>
        Gen.Select(Block, Block, Block, Block).Sample(
            (a, b, c, d) =>
            {
                LaneBlock x = Reduced(a), y = Reduced(b), z = Reduced(c), w = Reduced(d), sum = new(), difference = new();
                TLanes.MultiplySum(sum.Pointer, x.Pointer, y.Pointer, z.Pointer, w.Pointer);
                TLanes.MultiplyDifference(difference.Pointer, x.Pointer, y.Pointer, z.Pointer, w.Pointer);
                return Is(sum, i => a[i] * b[i] + c[i] * d[i]) && Is(difference, i => a[i] * b[i] - c[i] * d[i]);
            },
            iter: Iterations);

    [Test]
    public void SumsOfManyProducts_OfAny_AreReducedOnce([Range(1, MostProducts)] int count) =>
        Gen.Select(Block.Array[2 * count], Block.Array[2 * count], Block, Gen.Bool).Sample(
            (left, right, subtrahend, intoSubtrahend) =>
            {
                LaneBlock x = Reduced(subtrahend), y = Reduced(subtrahend);
                LaneBlock sum = intoSubtrahend ? x : new(), difference = intoSubtrahend ? y : new();
                fixed (double* a = EnterAll(left), b = EnterAll(right))
                {
                    TLanes.MultiplySums(sum.Pointer, a, b, count, x.Pointer);
                    TLanes.MultiplyDifferences(difference.Pointer, a, b, count, y.Pointer);
                }

                return Is(sum, i => Sum(j => left[2 * j][i] * right[2 * j + 1][i] + left[2 * j + 1][i] * right[2 * j][i]) - subtrahend[i])
                    && Is(difference, i => Sum(j => left[2 * j][i] * right[2 * j][i] - left[2 * j + 1][i] * right[2 * j + 1][i]) - subtrahend[i]);

                BigInteger Sum(Func<int, BigInteger> term) => Enumerable.Range(0, count).Aggregate(BigInteger.Zero, (total, j) => total + term(j));
            },
            iter: 60);

    [Test]
    public void NineTimes_OfAny_IsASumAndADifference() =>
        Gen.Select(Block, Block).Sample(
            (a, b) =>
            {
                LaneBlock x = Reduced(a), y = Reduced(b), sum = new(), difference = new();
                TLanes.AddNineTimes(sum.Pointer, x.Pointer, y.Pointer);
                TLanes.SubtractNineTimes(difference.Pointer, x.Pointer, y.Pointer);
                TLanes.AddNineTimes(y.Pointer, x.Pointer, y.Pointer);
                TLanes.SubtractNineTimes(x.Pointer, x.Pointer, x.Pointer);
                return Is(sum, i => 9 * a[i] + b[i]) && Is(difference, i => 9 * a[i] - b[i]) && Is(y, i => 9 * a[i] + b[i]) && Is(x, i => 8 * a[i]);
            },
            iter: Iterations);

    [Test]
    public void Permute_OfTwoBlocks_TakesTheLanesThatAreNamed() =>
        Gen.Select(Block, Block, Gen.Int[0, 2 * Lanes - 1].Array[Lanes]).Sample(
            (a, b, places) =>
            {
                LaneBlock x = Enter(a), y = Enter(b), result = new();
                TLanes.Permute(result.Pointer, x.Pointer, y.Pointer, places.Select((place, i) => (ulong)place << 8 * i).Aggregate((all, one) => all | one));
                return Is(result, i => places[i] < Lanes ? a[places[i]] : b[places[i] - Lanes]);
            },
            iter: Iterations);

    [Test]
    public void Negate_OfSomeLanes_LeavesTheOthers() =>
        Gen.Select(Block, Gen.Int[0, 255]).Sample(
            (a, lanes) =>
            {
                var block = Enter(a);
                TLanes.Negate(block.Pointer, block.Pointer, lanes);
                return Is(block, i => (lanes >> i & 1) != 0 ? -a[i] : a[i]);
            },
            iter: Iterations);

    [Test]
    public void Select_OfTwoBlocks_TakesTheSecondWhereABitIsSet() =>
        Gen.Select(Block, Block, Gen.Int[0, 255]).Sample(
            (a, b, lanes) =>
            {
                LaneBlock x = Enter(a), y = Enter(b), result = new();
                TLanes.Select(result.Pointer, x.Pointer, y.Pointer, lanes);
                TLanes.Select(x.Pointer, x.Pointer, y.Pointer, lanes);
                return Is(result, i => (lanes >> i & 1) != 0 ? b[i] : a[i]) && Is(x, i => (lanes >> i & 1) != 0 ? b[i] : a[i]);
            },
            iter: Iterations);

    [Test]
    public void ZeroLanes_OfADifference_SaysWhereElementsAreEqual() =>
        Gen.Select(Block, Block, Gen.Int[0, 255]).Sample(
            (a, b, lanes) =>
            {
                for (var i = 0; i < Lanes; i++)
                    if ((lanes >> i & 1) != 0) b[i] = a[i];
                var expected = Enumerable.Range(0, Lanes).Where(i => a[i] == b[i]).Sum(i => 1 << i);
                var difference = Apply(TLanes.Subtract, a, b);
                return TLanes.ZeroLanes(difference.Pointer) == expected;
            },
            iter: Iterations);

    [Test]
    public void Invert_OfAny_InvertsAllButZero() =>
        Gen.Select(Block, Gen.Int[0, 255]).Sample(
            (a, zeros) =>
            {
                for (var i = 0; i < Lanes; i++)
                    if ((zeros >> i & 1) != 0) a[i] = 0;
                var inverse = Enter(a);
                TLanes.Invert(inverse.Pointer, inverse.Pointer);
                return Is(inverse, i => BigInteger.ModPow(a[i], Modulus - 2, Modulus));
            },
            iter: 50);

    [Test]
    public void SetOne_IsNeutral() =>
        Block.Sample(
            a =>
            {
                LaneBlock one = new(), block = Enter(a);
                TLanes.SetOne(one.Pointer);
                TLanes.Multiply(block.Pointer, block.Pointer, one.Pointer);
                return Read(one).All(value => value.IsOne) && Is(block, i => a[i]);
            },
            iter: 50);

    [Test]
    public void LoadPoints_OfWhatStorePointsLeft_ReturnsThemWithTheirSigns() =>
        Gen.Select(Block, Block, Gen.Int[0, Lanes - 1].Array[Lanes], Gen.Int[0, 255]).Sample(
            (a, b, indices, signs) =>
            {
                LaneBlock x = Reduced(a), y = Reduced(b);
                var pool = new LaneBlock();
                TLanes.Negate(y.Pointer, y.Pointer, signs);
                TLanes.StorePoints((ulong*)pool.Pointer, x.Pointer, y.Pointer);
                var terms = new uint[2 * Lanes];
                for (var i = 0; i < Lanes; i++) terms[2 * i] = ((uint)indices[i] << 1) | ((uint)signs >> indices[i] & 1);
                fixed (uint* first = terms) TLanes.LoadPoints(x.Pointer, y.Pointer, (ulong*)pool.Pointer, first, 2);
                return Is(x, i => a[indices[i]]) && Is(y, i => b[indices[i]]);
            },
            iter: Iterations);

    private delegate void Operation(double* result, double* left, double* right);

    private static LaneBlock Apply(Operation operation, BigInteger[] left, BigInteger[] right)
    {
        LaneBlock a = Enter(left), b = Enter(right), result = new();
        operation(result.Pointer, a.Pointer, b.Pointer);
        return result;
    }

    private static LaneBlock Enter(BigInteger[] values)
    {
        var block = new LaneBlock();
        fixed (Limbs* source = Limbs(values)) TLanes.FromCanonical(block.Pointer, source);
        return block;
    }

    private static LaneBlock Reduced(BigInteger[] values)
    {
        var block = Enter(values);
        TLanes.Reduce(block.Pointer, block.Pointer);
        return block;
    }

    /// <summary>Reduced blocks one after another.</summary>
    private static double[] EnterAll(BigInteger[][] blocks) =>
        [.. blocks.SelectMany(block => new Span<double>(Reduced(block).Pointer, IFieldLanes.Length).ToArray())];

    private static BigInteger[] Read(LaneBlock block)
    {
        var results = new Limbs[Lanes];
        fixed (Limbs* destination = results) TLanes.ToCanonical(destination, block.Pointer);
        return Integers(results);
    }

    private static bool Is(LaneBlock block, BigInteger[] left, BigInteger[] right, Func<BigInteger, BigInteger, BigInteger> expected) =>
        Is(block, i => expected(left[i], right[i]));

    private static bool Is(LaneBlock block, Func<int, BigInteger> expected) =>
        Read(block).SequenceEqual(Enumerable.Range(0, Lanes).Select(expected).Select(value => (value % Modulus + Modulus) % Modulus));

    private static Limbs[] Limbs(BigInteger[] values) =>
        [.. values.Select(value => Montgomery<TModulus>.TryFromBigInteger(value,
        out var limbs) ? limbs : throw new ArgumentException("too large"))];

    private static BigInteger[] Integers(Limbs[] values) => [.. values.Select(value => Montgomery<TModulus>.ToBigInteger(value))];
}
