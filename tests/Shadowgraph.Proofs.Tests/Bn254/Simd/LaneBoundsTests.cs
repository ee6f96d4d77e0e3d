using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.Simd;

/// <summary>
/// Digits at the ends of their ranges, values at the limits that <see cref="NumberFormat"/> states: results are right, and within theirs.
/// </summary>
[TestFixture(typeof(Avx512Lanes<BaseModulus, BaseDigits52>), typeof(BaseModulus), 52, 8)]
[TestFixture(typeof(Avx512Lanes<ScalarModulus, ScalarDigits52>), typeof(ScalarModulus), 52, 8)]
[TestFixture(typeof(Avx2Lanes<BaseModulus, BaseDigits51>), typeof(BaseModulus), 51, 4)]
[TestFixture(typeof(Avx2Lanes<ScalarModulus, ScalarDigits51>), typeof(ScalarModulus), 51, 4)]
[TestFixture(typeof(PortableLanes<BaseModulus, BaseDigits52>), typeof(BaseModulus), 52, 1)]
[TestFixture(typeof(PortableLanes<ScalarModulus, ScalarDigits52>), typeof(ScalarModulus), 52, 1)]
[Parallelizable]
internal sealed unsafe class LaneBoundsTests<TLanes, TModulus>(int width, int lanesOfRegister)
    where TLanes : struct, IFieldLanes
    where TModulus : struct, IModulus
{
    private const int Lanes = ILanes.Count;
    private const int Iterations = 500;
    private static readonly BigInteger Modulus = Montgomery<TModulus>.ToBigInteger(TModulus.Modulus);

    // Of the modulus, in hundredths.
    private const int Reduced = 50;
    private readonly int _limit = width == 52 ? 1850 : 440;
    private readonly int _product = width == 52 ? 170 : 100;
    private readonly int _sum = width == 52 ? 240 : 65;
    private readonly int _sumResult = width == 52 ? 240 : 50;
    private readonly int _power = width == 52 ? 160 : 65;
    private readonly (int Left, int Right)[] _factors = width == 52
        ? [(100, 100), (340, 170), (340, 340), (170, 340), (1, 1600)]
        : [(100, 100), (130, 100), (200, 65), (100, 130), (340, 38)];

    private readonly BigInteger _half = BigInteger.One << (width - 1);
    private readonly BigInteger _inverseRadix = BigInteger.ModPow(BigInteger.One << (5 * width), Modulus - 2, Modulus);

    [OneTimeSetUp]
    public void RequireInstructions() => Assume.That(TLanes.IsSupported, "this processor has not the instructions");

    [Test]
    public void Multiply_AtTheLimits_IsExact([Range(0, 4)] int factors) =>
        Gen.Select(Numbers(_factors[factors].Left, loose: true), Numbers(_factors[factors].Right, loose: false)).Sample(
            (a, b) =>
            {
                LaneBlock x = Write(a), y = Write(b), product = new();
                TLanes.Multiply(product.Pointer, x.Pointer, y.Pointer);
                Holds(product, _product, i => Value(a[i]) * Value(b[i]) * _inverseRadix);
            },
            iter: Iterations);

    [Test]
    public void Multiply_OfWideByReduced_IsExact() =>
        Gen.Select(Numbers(width == 52 ? 1850 : 200, 4), Numbers(Reduced, loose: false), Numbers(130, loose: true)).Sample(
            (a, b, c) =>
            {
                LaneBlock x = Write(a), y = Write(b), z = Write(c), product = new(), difference = new();
                TLanes.Multiply(product.Pointer, x.Pointer, y.Pointer);
                TLanes.MultiplySubtract(difference.Pointer, x.Pointer, y.Pointer, z.Pointer);
                Holds(product, _product, i => Value(a[i]) * Value(b[i]) * _inverseRadix);
                Holds(difference, Reduced, i => Value(a[i]) * Value(b[i]) * _inverseRadix - Value(c[i]));
            },
            iter: Iterations);

    [Test]
    public void MultiplyByScalar_AtTheLimits_IsExact([Range(0, 4)] int factors) =>
        Gen.Select(Numbers(_factors[factors].Left, loose: true), Numbers(_factors[factors].Right, loose: false)).Sample(
            (a, b) =>
            {
                LaneBlock x = Write(a), product = new();
                fixed (double* scalar = b[0]) TLanes.MultiplyByScalar(product.Pointer, x.Pointer, scalar);
                Holds(product, _product, i => Value(a[i]) * Value(b[0]) * _inverseRadix);
            },
            iter: Iterations);

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    public void MultiplyByConstant_OfSumsAtTheLimits_IsTight(int tightValues) =>
        Gen.Select(Numbers(width == 52 ? 1850 : 400, tightValues), Block().Array[5]).Sample(
            (a, blocks) =>
            {
                // Rows of least size, made from any numbers; one constant, whose integers AVX-512 reads beside its digits.
                var rows = new double[5][];
                for (var row = 0; row < 5; row++)
                {
                    var block = Write(blocks[row]);
                    TLanes.Reduce(block.Pointer, block.Pointer);
                    rows[row] = [.. Enumerable.Range(0, 5).Select(digit => block.Pointer[Place(0, digit)])];
                }

                var constant = new double[TLanes.ConstantLength];
                for (var i = 0; i < 25; i++)
                {
                    constant[i] = rows[i / 5][i % 5];
                    if (constant.Length > 25) constant[25 + i] = BitConverter.Int64BitsToDouble((long)constant[i]);
                }

                LaneBlock x = Write(a), product = new();
                fixed (double* first = constant) TLanes.MultiplyByConstant(product.Pointer, x.Pointer, first);

                // One digit is cleared with AVX-512 and in portable code, two with AVX2.
                var cleared = BigInteger.ModPow(BigInteger.One << (width == 52 ? width : 2 * width), Modulus - 2, Modulus);
                var limit = width == 51 ? Reduced : tightValues switch { 1 => _product, 2 => 262, _ => 462 };
                Holds(product, limit, i => cleared * Enumerable.Range(0, 5).Aggregate(
                    BigInteger.Zero, (sum, row) => sum + new BigInteger(a[i][row]) * Value(rows[row])));
            },
            iter: Iterations);

    private Gen<double[][]> Block() => Numbers(_limit, loose: true);

    [Test]
    public void Square_AtTheLimits_IsExact() =>
        Numbers(_product, loose: false).Sample(
            a =>
            {
                LaneBlock x = Write(a), square = new();
                TLanes.Square(square.Pointer, x.Pointer);
                Holds(square, _product, i => Value(a[i]) * Value(a[i]) * _inverseRadix);
            },
            iter: Iterations);

    [Test]
    public void Subtrahends_AtTheLimits_LeaveTheLeastSize() =>
        Gen.Select(Numbers(130, loose: true), Numbers(100, loose: false), Numbers(130, loose: true)).Sample(
            (a, b, c) =>
            {
                LaneBlock x = Write(a), y = Write(b), z = Write(c), product = new();
                TLanes.MultiplySubtract(product.Pointer, x.Pointer, y.Pointer, z.Pointer);
                Holds(product, Reduced, i => Value(a[i]) * Value(b[i]) * _inverseRadix - Value(c[i]));
            },
            iter: Iterations);

    [Test]
    public void DifferencesAndTheirProducts_AtTheLimits_AreExact() =>
        Gen.Select(Numbers(65, loose: false), Numbers(65, loose: false), Numbers(100, loose: false)).Sample(
            (a, b, c) =>
            {
                LaneBlock x = Write(a), y = Write(b), z = Write(c), product = new(), difference = new(), square = new();
                TLanes.SubtractMultiply(product.Pointer, x.Pointer, y.Pointer, z.Pointer);
                TLanes.SubtractMultiplySubtract(difference.Pointer, x.Pointer, y.Pointer, z.Pointer, z.Pointer);
                TLanes.SquareSubtract(square.Pointer, z.Pointer, x.Pointer, y.Pointer);
                Holds(product, _product, i => (Value(a[i]) - Value(b[i])) * Value(c[i]) * _inverseRadix);
                Holds(difference, Reduced, i => (Value(a[i]) - Value(b[i])) * Value(c[i]) * _inverseRadix - Value(c[i]));
                Holds(square, Reduced, i => Value(c[i]) * Value(c[i]) * _inverseRadix - Value(a[i]) - Value(b[i]));
            },
            iter: Iterations);

    [Test]
    public void SquaresAndTwiceAProduct_AtTheLimits_AreExact() =>
        Gen.Select(Numbers(_product, loose: false), Numbers(_product, loose: false), Numbers(130, loose: true)).Sample(
            (a, b, c) =>
            {
                LaneBlock x = Write(a), y = Write(b), z = Write(c), result = new();
                TLanes.SquareSum(result.Pointer, x.Pointer, y.Pointer);
                Holds(result, _product, i => (Value(a[i]) * Value(a[i]) + Value(b[i]) * Value(b[i])) * _inverseRadix);
                TLanes.SquareDifference(result.Pointer, x.Pointer, y.Pointer);
                Holds(result, _product, i => (Value(a[i]) * Value(a[i]) - Value(b[i]) * Value(b[i])) * _inverseRadix);
                TLanes.SquareDifferenceSubtract(result.Pointer, x.Pointer, y.Pointer, z.Pointer);
                Holds(result, Reduced, i => (Value(a[i]) * Value(a[i]) - Value(b[i]) * Value(b[i])) * _inverseRadix - Value(c[i]));
                TLanes.MultiplyTwice(result.Pointer, x.Pointer, y.Pointer);
                Holds(result, _product, i => 2 * Value(a[i]) * Value(b[i]) * _inverseRadix);
                TLanes.MultiplyTwiceSubtract(result.Pointer, x.Pointer, y.Pointer, z.Pointer);
                Holds(result, Reduced, i => 2 * Value(a[i]) * Value(b[i]) * _inverseRadix - Value(c[i]));
            },
            iter: Iterations);

    [Test]
    public void SumsOfProducts_AtTheLimits_AreExact() =>
        Gen.Select(Numbers(130, loose: true), Numbers(100, loose: false), Numbers(130, loose: true), Numbers(100, loose: false)).Sample(
            (a, b, c, d) =>
            {
                LaneBlock x = Write(a), y = Write(b), z = Write(c), w = Write(d), sum = new(), difference = new();
                TLanes.MultiplySum(sum.Pointer, x.Pointer, y.Pointer, z.Pointer, w.Pointer);
                TLanes.MultiplyDifference(difference.Pointer, x.Pointer, y.Pointer, z.Pointer, w.Pointer);
                Holds(sum, _product, i => (Value(a[i]) * Value(b[i]) + Value(c[i]) * Value(d[i])) * _inverseRadix);
                Holds(difference, _product, i => (Value(a[i]) * Value(b[i]) - Value(c[i]) * Value(d[i])) * _inverseRadix);
            },
            iter: Iterations);

    [Test]
    public void SumsOfProductsLessANumber_AtTheLimits_LeaveTheLeastSize() =>
        Gen.Select(Numbers(130, loose: true), Numbers(100, loose: false), Numbers(130, loose: true), Numbers(100, loose: false), Numbers(130, loose: true))
            .Sample(
                (a, b, c, d, e) =>
                {
                    LaneBlock x = Write(a), y = Write(b), z = Write(c), w = Write(d), subtrahend = Write(e), sum = new(), difference = new();
                    TLanes.MultiplySumSubtract(sum.Pointer, x.Pointer, y.Pointer, z.Pointer, w.Pointer, subtrahend.Pointer);
                    TLanes.MultiplyDifferenceSubtract(difference.Pointer, x.Pointer, y.Pointer, z.Pointer, w.Pointer, subtrahend.Pointer);
                    Holds(sum, Reduced, i => (Value(a[i]) * Value(b[i]) + Value(c[i]) * Value(d[i])) * _inverseRadix - Value(e[i]));
                    Holds(difference, Reduced, i => (Value(a[i]) * Value(b[i]) - Value(c[i]) * Value(d[i])) * _inverseRadix - Value(e[i]));
                },
                iter: Iterations);

    [Test]
    public void SumsOfManyProducts_AtTheLimits_AreExact([Range(1, 6)] int count) =>
        Gen.Select(Numbers(Reduced, loose: false).Array[2 * count], Numbers(Reduced, loose: false).Array[2 * count], Numbers(130, loose: true)).Sample(
            (left, right, subtrahend) =>
            {
                LaneBlock z = Write(subtrahend), sum = new(), difference = new();
                fixed (double* a = WriteAll(left), b = WriteAll(right))
                {
                    TLanes.MultiplySums(sum.Pointer, a, b, count, z.Pointer);
                    TLanes.MultiplyDifferences(difference.Pointer, a, b, count, z.Pointer);
                }

                Holds(sum, Reduced, i => Sum(j => Product(2 * j, 2 * j + 1, i) + Product(2 * j + 1, 2 * j, i)) * _inverseRadix - Value(subtrahend[i]));
                Holds(difference, Reduced, i => Sum(j => Product(2 * j, 2 * j, i) - Product(2 * j + 1, 2 * j + 1, i)) * _inverseRadix - Value(subtrahend[i]));

                BigInteger Sum(Func<int, BigInteger> term) => Enumerable.Range(0, count).Aggregate(BigInteger.Zero, (total, j) => total + term(j));
                BigInteger Product(int j, int k, int lane) => Value(left[j][lane]) * Value(right[k][lane]);
            },
            iter: Iterations / 5);

    [Test]
    public void SumsOfManyProducts_OfTheLargestDigits_AreExact([Values(-1, 1)] int leftSign, [Values(-1, 1)] int rightSign)
    {
        // All products of a column have one sign, which is what its room is for.
        const int Count = 6;
        double[][] left = [.. Enumerable.Repeat(Largest(leftSign, Reduced), Lanes)], right = [.. Enumerable.Repeat(Largest(rightSign, Reduced), Lanes)];
        LaneBlock zero = Write([.. Enumerable.Repeat(new double[5], Lanes)]), sum = new(), difference = new();
        fixed (double* a = WriteAll([.. Enumerable.Repeat(left, 2 * Count)]), b = WriteAll([.. Enumerable.Repeat(right, 2 * Count)]))
        {
            TLanes.MultiplySums(sum.Pointer, a, b, Count, zero.Pointer);
            TLanes.MultiplyDifferences(difference.Pointer, a, b, Count, zero.Pointer);
            Holds(sum, Reduced, _ => 2 * Count * Value(left[0]) * Value(right[0]) * _inverseRadix);
            Holds(difference, Reduced, _ => BigInteger.Zero);
            for (var i = 1; i < 2 * Count; i += 2) TLanes.Negate(b + i * IFieldLanes.Length, b + i * IFieldLanes.Length, (1 << Lanes) - 1);
            TLanes.MultiplyDifferences(difference.Pointer, a, b, Count, zero.Pointer);
            Holds(difference, Reduced, _ => 2 * Count * Value(left[0]) * Value(right[0]) * _inverseRadix);
        }

    }

    [Test]
    public void MultiplyByScalars_AtTheLimits_IsExact([Values(1, 2, 5, 6, 12, 15, 16, 17, 20, 33, 40)] int count) =>
        Gen.Select(
                Numbers(_sum, loose: false).Array[count], Numbers(Math.Min(Reduced, 1000 / count), loose: false).Array[count],
                Numbers(Reduced, loose: false))
            .Sample(
                (left, scalars, addend) =>
                {
                    LaneBlock sum = new();
                    double[] factors = [.. scalars.SelectMany(scalar => scalar[0])];
                    fixed (double* a = WriteAll(left), s = factors, e = addend[0]) TLanes.MultiplyByScalars(sum.Pointer, a, s, count, e);
                    Holds(sum, _sumResult, i => Total(j => Value(left[j][i]) * Value(scalars[j][0])) * _inverseRadix + Value(addend[0]));

                    BigInteger Total(Func<int, BigInteger> term) => Enumerable.Range(0, count).Aggregate(BigInteger.Zero, (total, j) => total + term(j));
                },
                iter: Iterations / 10);

    [Test]
    public void MultiplyByScalars_OfReducedBlocksAndLargeScalars_IsExact([Values(1, 2, 5, 6, 12, 15, 16, 17, 20, 33, 40)] int count) =>
        Gen.Select(Numbers(Math.Min(Reduced, 1000 / count), loose: false).Array[count], Numbers(_sum, loose: false).Array[count]).Sample(
            (left, scalars) =>
            {
                LaneBlock sum = new();
                double[] factors = [.. scalars.SelectMany(scalar => scalar[0])], zero = new double[5];
                fixed (double* a = WriteAll(left), s = factors, e = zero) TLanes.MultiplyByScalars(sum.Pointer, a, s, count, e);
                Holds(sum, _sumResult, i => Total(j => Value(left[j][i]) * Value(scalars[j][0])) * _inverseRadix);

                BigInteger Total(Func<int, BigInteger> term) => Enumerable.Range(0, count).Aggregate(BigInteger.Zero, (total, j) => total + term(j));
            },
            iter: Iterations / 10);

    [Test]
    public void MultiplyByScalars_OfTheLargestDigits_IsExact(
        [Values(-1, 1)] int leftSign, [Values(-1, 1)] int rightSign, [Values(5, 17, 20, 33, 40)] int count)
    {
        // All products of a column have one sign, which is what its room is for.
        double[] value = Largest(leftSign, _sum), scalar = Largest(rightSign, Math.Min(Reduced, 1000 / count));
        double[][] block = [.. Enumerable.Repeat(value, Lanes)];
        LaneBlock sum = new();
        double[] factors = [.. Enumerable.Repeat(scalar, count).SelectMany(digits => digits)];
        fixed (double* a = WriteAll([.. Enumerable.Repeat(block, count)]), s = factors, e = scalar)
            TLanes.MultiplyByScalars(sum.Pointer, a, s, count, e);
        Holds(sum, _sumResult, _ => count * Value(value) * Value(scalar) * _inverseRadix + Value(scalar));
    }

    /// <summary>
    /// Of results of sums. With w = 51 they are at most m/2: products add 0.378 of theirs to m/2, which makes 0.595, 0.634 and 0.62 of m.
    /// </summary>
    [Test]
    public void FifthPower_OfSumsAtTheirLimit_IsExact() =>
        Numbers(_sumResult, loose: false).Sample(
            a =>
            {
                LaneBlock x = Write(a), power = new();
                TLanes.Square(power.Pointer, x.Pointer);
                TLanes.Square(power.Pointer, power.Pointer);
                TLanes.Multiply(power.Pointer, power.Pointer, x.Pointer);
                Holds(power, _power, i => BigInteger.Pow(Value(a[i]), 5) * BigInteger.ModPow(_inverseRadix, 4, Modulus));
            },
            iter: Iterations);

    [Test]
    public void NineTimes_AtTheLimits_LeavesTheLeastSize() =>
        Gen.Select(Numbers(Reduced, loose: false), Numbers(Reduced, loose: false)).Sample(
            (a, b) =>
            {
                LaneBlock x = Write(a), y = Write(b), sum = new(), difference = new();
                TLanes.AddNineTimes(sum.Pointer, x.Pointer, y.Pointer);
                TLanes.SubtractNineTimes(difference.Pointer, x.Pointer, y.Pointer);
                Holds(sum, Reduced, i => 9 * Value(a[i]) + Value(b[i]));
                Holds(difference, Reduced, i => 9 * Value(a[i]) - Value(b[i]));
            },
            iter: Iterations);

    [Test]
    public void Reduce_AtTheLimits_LeavesTheLeastSize() =>
        Gen.Select(Numbers(_limit, 4), Numbers(_limit / 2, loose: true), Numbers(_limit / 2, loose: true)).Sample(
            (a, b, c) =>
            {
                LaneBlock x = Write(a), y = Write(b), z = Write(c), reduced = new(), sum = new(), difference = new();
                TLanes.Reduce(reduced.Pointer, x.Pointer);
                TLanes.AddReduced(sum.Pointer, y.Pointer, z.Pointer);
                TLanes.SubtractReduced(difference.Pointer, y.Pointer, z.Pointer);
                Holds(reduced, Reduced, i => Value(a[i]));
                Holds(sum, Reduced, i => Value(b[i]) + Value(c[i]));
                Holds(difference, Reduced, i => Value(b[i]) - Value(c[i]));
            },
            iter: Iterations);

    [Test]
    public void ZeroLanes_OfMultiplesOfTheModulus_FindsThem() =>
        Gen.Select(Gen.Int[-4, 4].Array[Lanes], Gen.Int[-1, 1].Array[Lanes]).Sample(
            (multiples, offsets) =>
            {
                var numbers = multiples.Select((multiple, i) => Split(multiple * Modulus + offsets[i])).ToArray();
                var expected = Enumerable.Range(0, Lanes).Where(i => offsets[i] == 0).Sum(i => 1 << i);
                return TLanes.ZeroLanes(Write(numbers).Pointer) == expected;
            },
            iter: Iterations);

    [Test]
    public void Packing_AtTheLimits_KeepsTheNumber() =>
        Gen.Select(Numbers(Reduced, loose: false), Numbers(Reduced, loose: false), Gen.Int[0, 255]).Sample(
            (a, b, signs) =>
            {
                LaneBlock x = Write(a), y = Write(b), pool = new();
                TLanes.StorePoints((ulong*)pool.Pointer, x.Pointer, y.Pointer);
                var terms = Enumerable.Range(0, Lanes).Select(i => (uint)(2 * i + (signs >> i & 1))).ToArray();
                fixed (uint* first = terms) TLanes.LoadPoints(x.Pointer, y.Pointer, (ulong*)pool.Pointer, first, 1);
                Holds(x, Reduced, i => Value(a[i]));
                Holds(y, Reduced, i => (signs >> i & 1) == 0 ? Value(b[i]) : -Value(b[i]));
            },
            iter: Iterations);

    [Test]
    public void ToCanonical_AtTheLimits_IsCanonical() =>
        Numbers(_limit, loose: true).Sample(
            a =>
            {
                var results = new Limbs[Lanes];
                fixed (Limbs* destination = results) TLanes.ToCanonical(destination, Write(a).Pointer);
                return results.Select(value => Montgomery<TModulus>.ToBigInteger(value)).SequenceEqual(
                    a.Select(number => Mod(Value(number) * _inverseRadix)));
            },
            iter: Iterations);

    /// <summary>The number of the largest digits, of at most so many hundredths of the modulus.</summary>
    private double[] Largest(int sign, int hundredths)
    {
        var half = (double)(sign * _half);
        return [half, half, half, half, (double)(sign * (Modulus * hundredths / 100 / BigInteger.Pow(2, 4 * width) - 1))];
    }

    /// <summary>
    /// Numbers of at most so many hundredths of the modulus, one for each lane: digits at the ends of their range as often as any.
    /// </summary>
    private Gen<double[][]> Numbers(int hundredths, bool loose) => Numbers(hundredths, loose ? 2 : 1);

    /// <summary>The same for sums of so many tight values.</summary>
    private Gen<double[][]> Numbers(int hundredths, int tightValues)
    {
        var end = _half * tightValues;
        var digits = Digits(end);

        // The digits below the last reach one unit of it, or two.
        var top = Digits(Modulus * hundredths / 100 / BigInteger.Pow(2, 4 * width) - 2);
        return Gen.Select(digits, digits, digits, digits, top, (d0, d1, d2, d3, d4) => new[] { d0, d1, d2, d3, d4 }).Array[Lanes];
    }

    private static Gen<double> Digits(BigInteger end)
    {
        var most = (long)end;
        return Gen.OneOf(FieldSamples.OneOf(-most, most, most - 1, 1 - most, -1, 0, 1, most / 2), Gen.Long[-most,
            most]).Select(digit => (double)digit);
    }

    private double[] Split(BigInteger value)
    {
        var digits = new double[5];
        for (var i = 0; i < 4; i++)
        {
            var next = (value + _half) >> width;
            digits[i] = (double)(value - (next << width));
            value = next;
        }

        digits[4] = (double)value;
        return digits;
    }

    private LaneBlock Write(double[][] numbers)
    {
        var block = new LaneBlock();
        for (var lane = 0; lane < Lanes; lane++)
            for (var digit = 0; digit < 5; digit++) block.Pointer[Place(lane, digit)] = numbers[lane][digit];
        return block;
    }

    private double[] WriteAll(double[][][] numbers) =>
        [.. numbers.SelectMany(block => new Span<double>(Write(block).Pointer, IFieldLanes.Length).ToArray())];

    private int Place(int lane, int digit) =>
        lane / lanesOfRegister * 5 * lanesOfRegister + digit * lanesOfRegister + lane % lanesOfRegister;

    private BigInteger Value(double[] number) =>
        number.Reverse().Aggregate(BigInteger.Zero, (value, digit) => (value << width) + new BigInteger(digit));

    /// <summary>Each lane is congruent to what it should be, of tight digits, and of at most so many hundredths of the modulus.</summary>
    private void Holds(LaneBlock block, int hundredths, Func<int, BigInteger> expected)
    {
        // Of least size means half of the modulus and a 2^40th more.
        var bound = Modulus * hundredths / 100 + (Modulus >> 40);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var digits = Enumerable.Range(0, 5).Select(digit => block.Pointer[Place(lane, digit)]).ToArray();
            var value = Value(digits);
            if (Mod(value) != Mod(expected(lane))) Assert.Fail($"lane {lane} is {value}, which is not {expected(lane)}");
            if (digits.Any(digit => Math.Abs(digit) > (double)_half)) Assert.Fail($"a digit of {string.Join(", ", digits)} is not tight");
            if (BigInteger.Abs(value) > bound) Assert.Fail($"{value} passes {hundredths} hundredths of the modulus");
        }
    }

    private static BigInteger Mod(BigInteger value) => ((value % Modulus) + Modulus) % Modulus;
}
