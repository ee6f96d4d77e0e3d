using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Tests.Bn254.Fields;

[TestFixture(typeof(BaseModulus))]
[TestFixture(typeof(ScalarModulus))]
internal sealed class BinaryInversionTests<TModulus>
    where TModulus : struct, IModulus
{
    private static readonly BigInteger M = Montgomery<TModulus>.ToBigInteger(TModulus.Modulus);

    // What approximations have to tell apart: few bits, bits far apart, runs of zeros and of ones, neighbours of the modulus and its parts.
    private static readonly Gen<BigInteger> Integers = Gen.OneOf(
        Gen.Select(Gen.Int[0, 253], Gen.Int[-2, 2]).Select((bit, offset) => (BigInteger.One << bit) + offset),
        Gen.Select(Gen.Int[0, 253], Gen.Int[0, 253], Gen.Int[0, 253]).Select((a, b, c) => (BigInteger.One << a) + (BigInteger.One << b) - (BigInteger.One << c)),
        Gen.Select(Gen.Int[1, 300], Gen.Int[-300, 300]).Select((part, offset) => M / part + offset),
        Gen.Select(Gen.Int[1, 250], Gen.Int[-3, 3]).Select((bit, offset) => M - (BigInteger.One << bit) + offset),
        Gen.Select(Gen.Byte.Array[32], Gen.Int[0, 253]).Select((bytes, shift) => new BigInteger(bytes, isUnsigned: true) >> shift));

    [Test]
    public void Invert_OfAnyInteger_TimesItIsOne() => Integers.Sample(
        integer =>
        {
            var value = ((integer % M) + M) % M;
            var inverse = Invert(value);
            Assert.That(inverse * value % M, Is.EqualTo(value.IsZero ? BigInteger.Zero : BigInteger.One), value.ToString());
            Assert.That(inverse, Is.LessThan(M));
        },
        iter: 20_000);

    [Test]
    public void Invert_OfSmallIntegersAndTheirOpposites_TimesThemIsOne()
    {
        for (var i = 1; i <= 3000; i++)
        {
            Assert.That(Invert(i) * i % M, Is.EqualTo(BigInteger.One), i.ToString());
            Assert.That(Invert(M - i) * (M - i) % M, Is.EqualTo(BigInteger.One), $"-{i}");
        }
    }

    [Test]
    public void Invert_OfZero_IsZero() => Assert.That(Invert(0), Is.EqualTo(BigInteger.Zero));

    private static BigInteger Invert(BigInteger value)
    {
        Assert.That(Montgomery<TModulus>.TryFromBigInteger(value, out var limbs));
        return Montgomery<TModulus>.ToBigInteger(BinaryInversion<TModulus>.Invert(limbs));
    }
}
