using System.Numerics;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.Simd;

/// <summary>The constants of the kernels, made again from the modulus.</summary>
[TestFixture(typeof(BaseDigits52), typeof(BaseModulus))]
[TestFixture(typeof(ScalarDigits52), typeof(ScalarModulus))]
internal sealed class Digits52Tests<TDigits, TModulus>
    where TDigits : struct, IDigits52
    where TModulus : struct, IModulus
{
    private static readonly BigInteger Modulus = Montgomery<TModulus>.ToBigInteger(TModulus.Modulus);

    [Test]
    public void Modulus_IsInBalancedDigits()
    {
        double[] digits = [TDigits.Modulus0, TDigits.Modulus1, TDigits.Modulus2, TDigits.Modulus3, TDigits.Modulus4];
        Assert.That(DigitConstants.Value(digits, 52), Is.EqualTo(Modulus));

        var power = BigInteger.Pow(2, 208);
        var product = (new BigInteger(Math.ScaleB(TDigits.Reciprocal, 128)) * Modulus) >> 128;
        Assert.That(BigInteger.Abs(product - power), Is.LessThan(power >> 51), "the reciprocal times the modulus");
    }

    [Test]
    public void NegativeInverse_TimesTheModulus_IsMinusOne()
    {
        var inverse = new BigInteger(TDigits.NegativeInverse);
        Assert.That((inverse * Modulus + 1) % BigInteger.Pow(2, 52), Is.EqualTo(BigInteger.Zero));
        Assert.That(BigInteger.Abs(inverse), Is.LessThanOrEqualTo(BigInteger.Pow(2, 51)));
    }

    [Test]
    public void Folds_AreThePowersOfTwoOfLeastSize()
    {
        (int Exponent, double[] Digits)[] folds =
        [
            (-208, [TDigits.Fold00, TDigits.Fold01, TDigits.Fold02, TDigits.Fold03, TDigits.Fold04]),
            (-156, [TDigits.Fold10, TDigits.Fold11, TDigits.Fold12, TDigits.Fold13, TDigits.Fold14]),
            (-104, [TDigits.Fold20, TDigits.Fold21, TDigits.Fold22, TDigits.Fold23, TDigits.Fold24]),
            (-52, [TDigits.Fold30, TDigits.Fold31, TDigits.Fold32, TDigits.Fold33, TDigits.Fold34]),
        ];
        foreach (var (exponent, digits) in folds)
        {
            var fold = DigitConstants.Value(digits, 52);
            Assert.That((fold * BigInteger.Pow(2, -exponent) - 1) % Modulus, Is.EqualTo(BigInteger.Zero));
            Assert.That(2 * BigInteger.Abs(fold), Is.LessThan(Modulus));
        }
    }
}
