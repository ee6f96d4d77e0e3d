using System.Numerics;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.Simd;

/// <summary>The constants of the kernels, made again from the modulus.</summary>
[TestFixture(typeof(BaseDigits51), typeof(BaseModulus))]
[TestFixture(typeof(ScalarDigits51), typeof(ScalarModulus))]
internal sealed class Digits51Tests<TDigits, TModulus>
    where TDigits : struct, IDigits51
    where TModulus : struct, IModulus
{
    private static readonly BigInteger Modulus = Montgomery<TModulus>.ToBigInteger(TModulus.Modulus);

    [Test]
    public void Modulus_IsInBalancedDigits()
    {
        double[] digits = [TDigits.Modulus0, TDigits.Modulus1, TDigits.Modulus2, TDigits.Modulus3, TDigits.Modulus4];
        Assert.That(DigitConstants.Value(digits, 51), Is.EqualTo(Modulus));

        var power = BigInteger.Pow(2, 204);
        var product = (new BigInteger(Math.ScaleB(TDigits.Reciprocal, 128)) * Modulus) >> 128;
        Assert.That(BigInteger.Abs(product - power), Is.LessThan(power >> 51), "the reciprocal times the modulus");
        Assert.That(digits[..4], Has.All.InRange(-Math.Pow(2, 51) / 3, Math.Pow(2, 51) / 3),
            "three times a digit of the modulus is below 2^51");
    }

    [Test]
    public void NegativeInverse_TimesTheModulus_IsMinusOne()
    {
        var inverse = new BigInteger(TDigits.NegativeInverse);
        Assert.That((inverse * Modulus + 1) % BigInteger.Pow(2, 51), Is.EqualTo(BigInteger.Zero));
        Assert.That(BigInteger.Abs(inverse), Is.LessThanOrEqualTo(BigInteger.Pow(2, 50)));
    }

    [Test]
    public void Folds_AreThePowersOfTwoOfLeastSize()
    {
        (int Exponent, double[] Digits)[] folds =
        [
            (-153, [TDigits.Fold00, TDigits.Fold01, TDigits.Fold02, TDigits.Fold03, TDigits.Fold04]),
            (-102, [TDigits.Fold10, TDigits.Fold11, TDigits.Fold12, TDigits.Fold13, TDigits.Fold14]),
            (-51, [TDigits.Fold20, TDigits.Fold21, TDigits.Fold22, TDigits.Fold23, TDigits.Fold24]),
        ];
        foreach (var (exponent, digits) in folds)
        {
            var fold = DigitConstants.Value(digits, 51);
            Assert.That((fold * BigInteger.Pow(2, -exponent) - 1) % Modulus, Is.EqualTo(BigInteger.Zero));
            Assert.That(2 * BigInteger.Abs(fold), Is.LessThan(Modulus));
        }
    }
}
