using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Hashing;

/// <summary>
/// Vectors of the Keccak team (ShortMsgKAT_256 of its submission to NIST) and of the EVM.
/// </summary>
[TestFixture]
public sealed class Keccak256Tests
{
    [TestCase("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [TestCase("cc", "eead6dbfc7340a56caedc044696a168870549a6a7f6f56961e84a54bd9970b8a")]
    [TestCase("41fb", "a8eaceda4d47b3281a795ad9e1ea2122b407baf9aabcb9e18b5717b7873537d2")]
    [TestCase("1f877c", "627d7bc1491b2ab127282827b8de2d276b13d7d70fb4c5957fdf20655bc7ac30")]
    public void Hash_OfAVector_IsItsHash(string message, string expected) =>
        Assert.That(HexOf(Convert.FromHexString(message)), Is.EqualTo(expected));

    [TestCase("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [TestCase("transfer(address,uint256)", "a9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b")]
    [TestCase("Transfer(address,address,uint256)", "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    public void Hash_OfText_IsItsHash(string text, string expected) => Assert.That(HexOf(Encoding.ASCII.GetBytes(text)), Is.EqualTo(expected));

    /// <summary>The sponge is that of SHA3-256, which .NET has, but for one byte of padding.</summary>
    [Test]
    public void Hash_WithThePaddingOfSha3_IsSha3OfEveryLength()
    {
        if (!SHA3_256.IsSupported) Assert.Ignore("This platform has no SHA-3 to compare with.");
        var data = new byte[3 * 136];
        new Random(1600).NextBytes(data);
        var hash = new byte[Keccak256.Size];
        for (var length = 0; length <= data.Length; length++)
        {
            Keccak256.Hash(data.AsSpan(0, length), hash, padding: 0x06);
            Assert.That(hash, Is.EqualTo(SHA3_256.HashData(data.AsSpan(0, length))), $"{length} bytes");
        }
    }

    [Test]
    public void Append_InPiecesOfAnyLength_IsTheHashOfAll() => Gen.Select(Gen.Byte.Array[0, 700], Gen.Int[0, 300].Array[1, 8]).Sample((data, lengths) =>
    {
        var sponge = default(KeccakSponge);
        for (var (start, i) = (0, 0); start < data.Length; i++)
        {
            var end = i < 20 ? Math.Min(start + lengths[i % lengths.Length], data.Length) : data.Length;
            sponge.Append(data.AsSpan(start..end));
            start = end;
        }

        var hash = new byte[Keccak256.Size];
        sponge.Finish(hash, Keccak256.Padding);
        return hash.AsSpan().SequenceEqual(Keccak256.Hash(data));
    });

    private static string HexOf(ReadOnlySpan<byte> data)
    {
        return Convert.ToHexStringLower(Keccak256.Hash(data));
    }
}
