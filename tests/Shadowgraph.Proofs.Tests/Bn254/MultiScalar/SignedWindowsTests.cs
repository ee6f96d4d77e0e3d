using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.MultiScalar;

namespace Shadowgraph.Proofs.Tests.Bn254.MultiScalar;

public sealed class SignedWindowsTests
{
    [Test]
    public void Digits_OfAnyInteger_AddUpToItAndStayInRange() =>
        Gen.Select(FieldSamples.Integers(Fr.Modulus), Gen.Int[2, 20]).Sample(
            (value, width) =>
            {
                var windows = new SignedWindows(width, 254);
                var recoded = windows.Recode(Fr.FromBigInteger(value).Canonical);
                var sum = BigInteger.Zero;
                for (var window = windows.Count - 1; window >= 0; window--)
                {
                    var digit = windows.Digit(recoded, window);
                    if (Math.Abs(digit) > windows.LargestDigit) return false;
                    if (digit != 0 && (long)value.GetBitLength() < windows.BitsToReach(window)) return false;
                    sum = (sum << width) + digit;
                }

                return sum == value;
            },
            iter: 3000);

    [Test]
    public void SignedBits_OfAnyInteger_AddUpToItWithoutNeighbours() =>
        Gen.ULong.Sample(value =>
        {
            var digits = SignedBits.Of(value);
            var sum = digits.Reverse().Aggregate(BigInteger.Zero, (sum, digit) => 2 * sum + digit);
            return sum == value && !digits.Zip(digits.Skip(1)).Any(pair => pair.First != 0 && pair.Second != 0);
        });

    [Test]
    public void SignedBits_OfAnyWidth_AreOddAndFarApart([Values(2, 3, 4, 7)] int width) =>
        Gen.ULong.Sample(value =>
        {
            var digits = SignedBits.Of(value, width);
            var sum = digits.Reverse().Aggregate(BigInteger.Zero, (sum, digit) => 2 * sum + digit);
            return sum == value
                && digits.All(digit => digit == 0 || (int.IsOddInteger(digit) && Math.Abs((int)digit) < 1 << (width - 1)))
                && Enumerable.Range(0, digits.Length).All(i => digits.Skip(i).Take(width).Count(digit => digit != 0) <= 1);
        });
}
