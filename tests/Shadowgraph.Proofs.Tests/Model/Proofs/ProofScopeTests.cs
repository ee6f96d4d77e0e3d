using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Tests.Model.Proofs;

[TestFixture]
public sealed class ProofScopeTests
{
    private static readonly EvmAddress Contract = EvmAddress.Parse("0x00112233445566778899aabbccddeeff01020304");

    [Test]
    public void ToFr_HashesTheDocumentedBytes()
    {
        var words = new List<byte>();
        words.AddRange(Encoding.ASCII.GetBytes("shadowgraph.proofs/scope/v1".PadRight(32, '\0')));
        words.AddRange(Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000aa36a7"));
        words.AddRange(Convert.FromHexString("00000000000000000000000000112233445566778899aabbccddeeff01020304"));
        words.AddRange(SHA256.HashData("people"u8));
        words.AddRange(SHA256.HashData("Grüße"u8));
        var digest = new BigInteger(SHA256.HashData(words.ToArray()), isUnsigned: true, isBigEndian: true);

        var scope = new ProofScope(11_155_111, Contract, "people", "Grüße");

        Assert.That(scope.ToFr().ToBigInteger(), Is.EqualTo(digest % Fr.Modulus));
    }

    [Test]
    public void ToFr_OfAPinnedScope_NeverChanges()
    {
        // Deployed contracts compute the same number.
        var scope = new ProofScope(1, Contract, "people", "airdrop-2026");

        Assert.That(scope.ToFr().ToString(), Is.EqualTo("13712869608838126629543341568319929148482412795781209812134388711485722086647"));
    }

    [Test]
    public void ToFr_DiffersWithEachPart()
    {
        ProofScope[] scopes =
        [
            ProofScope.None,
            new(1, default, "", ""),
            new(256, default, "", ""),
            new(0, Contract, "", ""),
            new(0, default, "a", ""),
            new(0, default, "", "a"),
            new(0, default, "ab", ""),
            new(0, default, "a", "b"),
        ];

        Assert.That(scopes.Select(scope => scope.ToFr()).Distinct().Count(), Is.EqualTo(scopes.Length));
    }

    [Test]
    public void Equality_IsByParts()
    {
        var scope = new ProofScope(1, Contract, "a", "b");
        var same = new ProofScope(1, Contract, "a", "b");

        Assert.That(scope, Is.EqualTo(same).And.Not.EqualTo(new ProofScope(1, Contract, "b", "a")));
    }

    [Test]
    public void New_WithTextThatIsTooLongOrNoUnicode_Throws()
    {
        Assert.Multiple(() =>
        {
            Assert.That(
                () => new ProofScope(1, Contract, new string('x', 257), ""), Throws.ArgumentException.With.Message.Contains("RegistryId"));
            Assert.That(
                () => new ProofScope(1, Contract, "", new string('x', 257)), Throws.ArgumentException.With.Message.Contains("Campaign"));
            Assert.That(() => new ProofScope(1, Contract, "", "\ud800"), Throws.ArgumentException.With.Message.Contains("Unicode"));
            Assert.That(() => new ProofScope(1, Contract, new string('x', 256), new string('y', 256)), Throws.Nothing);
        });
    }

    [TestCase("people", "airdrop-2026", "1:0x00112233445566778899aabbccddeeff01020304:people:airdrop-2026")]
    [TestCase("", "", "1:0x00112233445566778899aabbccddeeff01020304::")]
    [TestCase("a:b/c", "100 % Grüße 😀", "1:0x00112233445566778899aabbccddeeff01020304:a%3Ab%2Fc:100%20%25%20Gr%C3%BC%C3%9Fe%20%F0%9F%98%80")]
    public void ToString_IsALineWithEncodedTexts(string registryId, string campaign, string text)
    {
        var scope = new ProofScope(1, Contract, registryId, campaign);

        Assert.That(scope.ToString(), Is.EqualTo(text));
        Assert.That(ProofScope.Parse(text, provider: null), Is.EqualTo(scope));
    }

    [Test]
    public void Parse_OfTheTextOfAnyScope_IsTheScope() => Gen.Select(Gen.ULong, Texts, Texts).Sample((chain, registryId, campaign) =>
    {
        var scope = new ProofScope(chain, Contract, registryId, campaign);
        Assert.That(ProofScope.TryParse(scope.ToString(), provider: null, out var read), Is.True);
        Assert.That(read, Is.EqualTo(scope));
        Assert.That(read!.ToFr(), Is.EqualTo(scope.ToFr()));
    });

    [Test]
    public void Parse_OfTheLongestTexts_IsTheScope()
    {
        var scope = new ProofScope(ulong.MaxValue, Contract, new string('€', 256), new string(':', 256));

        Assert.That(ProofScope.Parse(scope.ToString(), provider: null), Is.EqualTo(scope));
    }

    [TestCase("", "four parts")]
    [TestCase("1:0x00112233445566778899aabbccddeeff01020304:people", "four parts")]
    [TestCase("1:0x00112233445566778899aabbccddeeff01020304:people:airdrop:more", "four parts")]
    [TestCase(":0x00112233445566778899aabbccddeeff01020304::", "chain id")]
    [TestCase("01:0x00112233445566778899aabbccddeeff01020304::", "chain id")]
    [TestCase("-1:0x00112233445566778899aabbccddeeff01020304::", "chain id")]
    [TestCase("18446744073709551616:0x00112233445566778899aabbccddeeff01020304::", "chain id")]
    [TestCase("1:0x0011::", "contract")]
    [TestCase("1:0x00112233445566778899Aabbccddeeff01020304::", "contract")]
    [TestCase("1:0x00112233445566778899aabbccddeeff01020304:a b:", "registry id")]
    [TestCase("1:0x00112233445566778899aabbccddeeff01020304:%61:", "registry id")]
    [TestCase("1:0x00112233445566778899aabbccddeeff01020304:%:", "registry id")]
    [TestCase("1:0x00112233445566778899aabbccddeeff01020304::%FF", "campaign")]
    [TestCase("1:0x00112233445566778899aabbccddeeff01020304::ü", "campaign")]
    public void Parse_OfWhatIsNoScope_NamesThePart(string text, string part)
    {
        Assert.That(
            () => ProofScope.Parse(text, provider: null), Throws.TypeOf<FormatException>().With.Message.Contains(part));
        Assert.That(ProofScope.TryParse(text, provider: null, out var none), Is.False);
        Assert.That(none, Is.Null);
    }

    [Test]
    public void Parse_OfATextThatIsTooLong_Throws()
    {
        var prefix = $"1:{Contract}:";

        Assert.That(() => ProofScope.Parse($"{prefix}{new string('a', 257)}:", provider: null), Throws.TypeOf<FormatException>());
        Assert.That(() => ProofScope.Parse($"{prefix}:{new string('a', 1 << 20)}", provider: null), Throws.TypeOf<FormatException>());
        Assert.That(() => ProofScope.Parse(null!, provider: null), Throws.ArgumentNullException);
        Assert.That(ProofScope.TryParse(null, provider: null, out _), Is.False);
    }

    /// <summary>Valid Unicode of any kind, of at most 40 characters.</summary>
    private static Gen<string> Texts =>
        Gen.Int[0, 0x10ffff].Where(Rune.IsValid).Array[0, 20].Select(runes => string.Concat(runes.Select(rune => new Rune(rune).ToString())));
}
