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

    /// <summary>https://eips.ethereum.org/EIPS/eip-55, "Test Cases".</summary>
    [TestCase("0x52908400098527886E0F7030069857D2E4169EE7")]
    [TestCase("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [TestCase("0xde709f2102306220921060314715629080e2fb77")]
    [TestCase("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [TestCase("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [TestCase("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [TestCase("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [TestCase("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void Parse_OfAChecksummedAddress_TakesItAndNoNeighbour(string text)
    {
        Assert.That(EvmAddress.TryParse(text, out var address), Is.True);
        Assert.That(address.ToString(), Is.EqualTo(text.ToLowerInvariant()));
        for (var i = 2; i < text.Length; i++)
        {
            if (!char.IsAsciiLetter(text[i])) continue;
            var changed = text.ToCharArray();
            changed[i] ^= ' ';
            var isMixed = changed.Skip(2).Any(char.IsAsciiLetterUpper) && changed.Skip(2).Any(char.IsAsciiLetterLower);
            Assert.That(EvmAddress.TryParse(changed, out _), Is.EqualTo(!isMixed), new string(changed));
        }
    }

    [Test]
    public void Parse_OfAMistypedDigit_SaysThatTheChecksumIsWrong() => Assert.That(
        () => EvmAddress.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee"),
        Throws.TypeOf<FormatException>().With.Message.Contains("EIP-55").And.Message.Contains("mistyped"));

    [Test]
    public void Deserialize_OfAMistypedDigit_Throws() => Assert.That(
        () => System.Text.Json.JsonSerializer.Deserialize<EvmAddress>("\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee\""),
        Throws.TypeOf<System.Text.Json.JsonException>());

    /// <summary>
    /// Addresses that contracts got on Ethereum: of one account's first transactions, of https://ethereum.stackexchange.com/a/761.
    /// </summary>
    [TestCase(0UL, "0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d")]
    [TestCase(1UL, "0x343c43a37d37dff08ae8c4a11544c718abb4fcf8")]
    [TestCase(2UL, "0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91")]
    [TestCase(3UL, "0xfffd933a0bc612844eaf0c6fe3e5b8e9b6c1d19c")]
    public void OfContract_OfADeployer_IsTheAddressThatTheContractGot(ulong nonce, string expected) => Assert.That(
        EvmAddress.OfContract(EvmAddress.Parse("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0"), nonce),
        Is.EqualTo(EvmAddress.Parse(expected)));

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
