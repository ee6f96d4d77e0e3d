using System.Globalization;
using System.Numerics;
using CsCheck;

namespace Shadowgraph.Proofs.Tests.Model.Attestations;

public sealed class EvmAddressTests
{
    private static readonly Gen<byte[]> AnyBytes = Gen.Byte.Array[20];

    [Test]
    public void Parse_OfToString_IsTheSame() => AnyBytes.Sample(bytes =>
    {
        var address = new EvmAddress(bytes);
        var written = new byte[20];
        address.Write(written);
        return EvmAddress.Parse(address.ToString()) == address
            && EvmAddress.Parse("0X" + address.ToString()[2..].ToUpperInvariant()) == address
            && written.AsSpan().SequenceEqual(bytes);
    });

    [Test]
    public void ToFr_OfAny_IsTheBigEndianInteger() => AnyBytes.Sample(bytes =>
        new EvmAddress(bytes).ToFr().ToBigInteger() == new BigInteger(bytes, isUnsigned: true, isBigEndian: true));

    [Test]
    public void CompareTo_OfAnyTwo_OrdersAsIntegers() => Gen.Select(AnyBytes, AnyBytes, Gen.Int[0, 20]).Sample((left, right, same) =>
    {
        left.AsSpan(0, same).CopyTo(right);
        var expected = new BigInteger(left, true, true).CompareTo(new BigInteger(right, true, true));
        return Math.Sign(new EvmAddress(left).CompareTo(new EvmAddress(right))) == Math.Sign(expected);
    });

    [TestCase("")]
    [TestCase("0x")]
    [TestCase("00112233445566778899aabbccddeeff0011223344")]
    [TestCase("0x00112233445566778899aabbccddeeff0011223")]
    [TestCase("0x00112233445566778899aabbccddeeff001122334")]
    [TestCase("0x00112233445566778899aabbccddeeff001122334455")]
    [TestCase("0x00112233445566778899aabbccddeeff0011223g")]
    [TestCase(" 0x00112233445566778899aabbccddeeff00112233")]
    public void Parse_OfAnythingElse_Throws(string text)
    {
        Assert.That(EvmAddress.TryParse(text, out _), Is.False);
        Assert.That(() => EvmAddress.Parse(text), Throws.TypeOf<FormatException>());
    }

    [Test]
    public void IsZero_OfZeroOnly_IsTrue()
    {
        Assert.That(default(EvmAddress).IsZero, Is.True);
        for (var i = 0; i < 160; i++)
        {
            var bytes = new byte[20];
            bytes[i / 8] = (byte)(1 << (i % 8));
            Assert.That(new EvmAddress(bytes).IsZero, Is.False, i.ToString(CultureInfo.InvariantCulture));
        }
    }

    [TestCase(19)]
    [TestCase(21)]
    public void Constructor_OfAnotherLength_Throws(int length) =>
        Assert.That(() => new EvmAddress(new byte[length]), Throws.ArgumentException);
}
