using System.Numerics;
using System.Security.Cryptography;
using System.Text;
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
}
