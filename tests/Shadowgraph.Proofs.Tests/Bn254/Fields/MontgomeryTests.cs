using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Tests.Bn254.Fields;

/// <summary>Both forms of multiplication, at the bounds that unreduced factors may reach, against integers.</summary>
[TestFixture(typeof(BaseModulus))]
[TestFixture(typeof(ScalarModulus))]
[Parallelizable]
internal sealed class MontgomeryTests<TModulus>
    where TModulus : struct, IModulus
{
    private static readonly BigInteger M = Montgomery<TModulus>.ToBigInteger(TModulus.Modulus);
    private static readonly BigInteger R = BigInteger.One << 256;
    private static readonly BigInteger InverseR = BigInteger.ModPow(R, M - 2, M);

    /// <summary>Factors of a product: below m and up to 5m, m and 4m, or both up to 2m, so that the product is at most 5m².</summary>
    private static readonly (int A, int B)[] ProductBounds = [(1, 5), (4, 1), (2, 2), (1, 1)];

    private delegate void Multiplication(in Limbs a, in Limbs b, out Limbs result);

    private delegate Limbs Summation(in Limbs a, in Limbs b, in Limbs c, in Limbs d);

    [Test]
    public void Constants_AreWhatTheyAreCalled()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(TModulus.R), Is.EqualTo(R % M));
            Assert.That(Value(TModulus.RSquared), Is.EqualTo(R * R % M));
            Assert.That(Value(TModulus.Shift58) * (BigInteger.One << 58) % M, Is.EqualTo(BigInteger.One));
            Assert.That((M * TModulus.NegativeInverse + 1) % (BigInteger.One << 64), Is.EqualTo(BigInteger.Zero));
        }
    }

    [Test]
    public void Multiply_InWords_UpToTheBounds_IsCanonical() => MultiplyHolds(MontgomeryWords<TModulus>.Multiply);

    [Test]
    public void Multiply_InDigits_UpToTheBounds_IsCanonical() => MultiplyHolds(MontgomeryDigits<TModulus>.Multiply);

    [Test]
    public void Multiply_AsChosenHere_UpToTheBounds_IsCanonical() => MultiplyHolds(Montgomery<TModulus>.Multiply);

    [Test]
    public void Square_InDigits_UpToTwiceTheModulus_IsCanonical() =>
        Upto(2).Sample(
            a =>
            {
                MontgomeryDigits<TModulus>.Square(Limbs(a), out var digits);
                Montgomery<TModulus>.Square(Limbs(a), out var chosen);
                return StandsFor(digits, a * a) && StandsFor(chosen, a * a);
            },
            iter: 5000);

    [Test]
    public void SumOfProducts_InWords_UpToTheBounds_IsCanonical() => SumOfProductsHolds(MontgomeryWords<TModulus>.SumOfProducts);

    [Test]
    public void SumOfProducts_InDigits_UpToTheBounds_IsCanonical() => SumOfProductsHolds(MontgomeryDigits<TModulus>.SumOfProducts);

    [Test]
    public void SumOfProducts_AsChosenHere_UpToTheBounds_IsCanonical() => SumOfProductsHolds(Montgomery<TModulus>.SumOfProducts);

    [Test]
    public void SumOfThreeProducts_UpToTheBounds_IsCanonical()
    {
        foreach (var (a, b, c, d, e, f) in new[] { (1, 2, 1, 1, 2, 1), (2, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 3) })
        {
            Gen.Select(Gen.Select(Upto(a), Upto(b)), Gen.Select(Upto(c), Upto(d)), Gen.Select(Upto(e), Upto(f))).Sample(
                (x, y, z) =>
                {
                    var sum = x.Item1 * x.Item2 + y.Item1 * y.Item2 + z.Item1 * z.Item2;
                    Limbs x1 = Limbs(x.Item1), x2 = Limbs(x.Item2), y1 = Limbs(y.Item1), y2 = Limbs(y.Item2);
                    Limbs z1 = Limbs(z.Item1), z2 = Limbs(z.Item2);
                    var words = MontgomeryWords<TModulus>.SumOfProducts(x1, x2, y1, y2, z1, z2);
                    var digits = MontgomeryDigits<TModulus>.SumOfProducts(x1, x2, y1, y2, z1, z2);
                    var chosen = Montgomery<TModulus>.SumOfProducts(x1, x2, y1, y2, z1, z2);
                    return StandsFor(words, sum) && StandsFor(digits, sum) && StandsFor(chosen, sum);
                },
                iter: 2000);
        }
    }

    [Test]
    public void Multiply_IntoOneOfItsFactors_IsTheProduct() =>
        Gen.Select(Upto(1), Upto(1)).Sample(
            (a, b) =>
            {
                Limbs x = Limbs(a), y = Limbs(b), z = Limbs(a), w = Limbs(b);
                MontgomeryWords<TModulus>.Multiply(x, y, out x);
                MontgomeryWords<TModulus>.Multiply(z, w, out w);
                var good = StandsFor(x, a * b) && StandsFor(w, a * b);
                (x, w) = (Limbs(a), Limbs(b));
                MontgomeryDigits<TModulus>.Multiply(x, y, out x);
                MontgomeryDigits<TModulus>.Multiply(z, w, out w);
                return good && StandsFor(x, a * b) && StandsFor(w, a * b);
            },
            iter: 500);

    [Test]
    public void AddUnreduced_OfCanonicalIntegers_IsTheirSum() =>
        Gen.Select(Upto(1), Upto(1)).Sample((a, b) => Value(Montgomery<TModulus>.AddUnreduced(Limbs(a), Limbs(b))) == a + b);

    [Test]
    public void NegateUnreduced_UpToTwiceTheModulus_IsTheDifference() =>
        Upto(2).Sample(a => Value(Montgomery<TModulus>.NegateUnreduced(Limbs(a))) == 2 * M - a);

    private static void MultiplyHolds(Multiplication multiply)
    {
        foreach (var (boundA, boundB) in ProductBounds)
        {
            Gen.Select(Upto(boundA), Upto(boundB)).Sample(
                (a, b) =>
                {
                    multiply(Limbs(a), Limbs(b), out var result);
                    return StandsFor(result, a * b);
                },
                iter: 3000);
        }
    }

    private static void SumOfProductsHolds(Summation sum)
    {
        // Two factors up to 2m beside canonical ones, or one product of two unreduced factors beside a canonical one.
        foreach (var (boundA, boundB, boundC, boundD) in new[] { (2, 1, 2, 1), (2, 2, 1, 1), (1, 1, 1, 1), (1, 1, 3, 1), (1, 2, 1, 3) })
        {
            Gen.Select(Upto(boundA), Upto(boundB), Upto(boundC), Upto(boundD)).Sample(
                (a, b, c, d) => StandsFor(sum(Limbs(a), Limbs(b), Limbs(c), Limbs(d)), a * b + c * d),
                iter: 2000);
        }
    }

    /// <summary>Integers from 0 up to and including a multiple of the modulus, the bounds themselves and powers of two often.</summary>
    private static Gen<BigInteger> Upto(int multiple)
    {
        var bound = multiple * M;
        var edges = Gen.Select(Gen.Int[0, multiple], Gen.Int[-2, 2], (k, offset) => k * M + offset);
        var powers = Gen.Select(Gen.Int[0, 255], Gen.Int[-2, 2], (bit, offset) => (BigInteger.One << bit) + offset);
        var any = Gen.Byte.Array[40].Select(bytes => new BigInteger(bytes, isUnsigned: true) % (bound + 1));
        return Gen.OneOf(edges, Gen.Const(bound), powers, any, any).Select(value => value < 0 ? 0 : value > bound ? bound : value);
    }

    private static bool StandsFor(in Limbs result, BigInteger product) => Value(result) == product * InverseR % M;

    private static BigInteger Value(in Limbs limbs) => Montgomery<TModulus>.ToBigInteger(limbs);

    private static Limbs Limbs(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        Assert.That(value.TryWriteBytes(bytes, out _, isUnsigned: true), Is.True);
        Montgomery<TModulus>.TryRead(bytes, out var limbs);
        return limbs;
    }
}
