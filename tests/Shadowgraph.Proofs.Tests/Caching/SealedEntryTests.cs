using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Shadowgraph.Proofs.Caching;
using static Shadowgraph.Proofs.Tests.Caching.CachedProofs;

namespace Shadowgraph.Proofs.Tests.Caching;

[TestFixture]
public sealed class SealedEntryTests
{
    private static readonly DateTimeOffset Made = new(2026, 6, 1, 12, 0, 0, 123, TimeSpan.Zero);

    [Test]
    public void Open_OfWhatWasSealed_GivesProofAndTime([Values(1, 2, ReputationProof.MaxLinks)] int links)
    {
        var proof = Make(5, links);

        var (opened, made) = Open(Key(1), Seal(Key(1), proof));

        Assert.That(opened.ToJson(), Is.EqualTo(proof.ToJson()));
        Assert.That(made, Is.EqualTo(Made));
    }

    [Test]
    public void Seal_OfTheSameTwice_LooksDifferent()
    {
        var (first, second) = (Seal(Key(1), Make(5)), Seal(Key(1), Make(5)));
        var (name, again, other) = (NameOf(Key(1)), NameOf(Key(1)), NameOf(Key(2)));

        Assert.That(first, Is.Not.EqualTo(second));
        Assert.That(name, Is.EqualTo(again).And.Not.EqualTo(other));
    }

    [Test]
    public void Entry_ShowsNothingOfProofOrKey()
    {
        var entry = Seal(Key(1), Make(5));

        Assert.That(Encoding.Latin1.GetString(entry), Does.Not.Contain("shadowgraph").And.Not.Contain("groth16"));
        Assert.That(NameOf(Key(1)), Does.StartWith("shadowgraph.proofs/1/").And.Not.Contain(Key(1).ToString()));
    }

    [Test]
    public void Entry_FollowsTheWrittenForm()
    {
        // HKDF-Expand by hand (RFC 5869, 2.3): T(1) = HMAC(key, info | 1), T(2) = HMAC(key, T(1) | info | 2).
        var key = Convert.FromHexString(Key(1).ToString());
        byte[] info = [.. "shadowgraph.proofs/second-level/v1"u8];
        var first = HMACSHA256.HashData(key, info.Append((byte)1).ToArray());
        var second = HMACSHA256.HashData(key, first.Concat(info).Append((byte)2).ToArray());
        var entry = Seal(Key(1), Make(5));
        var content = new byte[entry.Length - 29];
        using var cipher = new AesGcm(second, 16);

        cipher.Decrypt(entry.AsSpan(1, 12), entry.AsSpan(29), entry.AsSpan(13, 16), content, entry.AsSpan(0, 1));

        Assert.That(NameOf(Key(1)), Is.EqualTo("shadowgraph.proofs/1/" + Convert.ToHexStringLower(first)));
        Assert.That(entry[0], Is.EqualTo(1));
        byte[] expected = [.. BitConverter.GetBytes(Made.ToUnixTimeMilliseconds()).Reverse(), .. Make(5).ToJson()];
        Assert.That(content, Is.EqualTo(expected));
    }

    [Test]
    public void Open_OfAnEntryWithAnyBitChanged_Throws()
    {
        var entry = Seal(Key(1), Make(5));
        for (var bit = 0; bit < 8 * entry.Length; bit++)
        {
            byte[] changed = [.. entry];
            changed[bit / 8] ^= (byte)(1 << bit % 8);

            Assert.That(() => Open(Key(1), changed), Throws.TypeOf<SealedEntryException>(), $"bit {bit}");
        }
    }

    [Test]
    public void Open_OfAnEntryCutOrExtendedAnywhere_Throws()
    {
        var entry = Seal(Key(1), Make(5));
        for (var length = 0; length < entry.Length; length++)
            Assert.That(() => Open(Key(1), entry[..length]), Throws.TypeOf<SealedEntryException>(), $"{length} bytes");
        Assert.That(() => Open(Key(1), [.. entry, 0]), Throws.TypeOf<SealedEntryException>());
    }

    [Test]
    public void Open_OfAnything_ThrowsThatOnly() => Gen.Byte.Array[0, 4096].Sample(
        bytes =>
        {
            try
            {
                Open(Key(1), bytes);
                return false;
            }
            catch (SealedEntryException)
            {
                return true;
            }
        },
        iter: 2_000);

    [Test]
    public void Open_OfAnEntryOfAnotherKey_Throws() => Assert.That(
        () => Open(Key(2), Seal(Key(1), Make(5))), Throws.TypeOf<SealedEntryException>().With.Message.Contains("another name"));

    [Test]
    public void Open_OfAnotherVersion_SaysSo()
    {
        var entry = Seal(Key(1), Make(5));
        entry[0] = 2;

        Assert.That(() => Open(Key(1), entry), Throws.TypeOf<SealedEntryException>().With.Message.Contains("version is 2"));
    }

    [Test]
    public void Open_OfTenMegabytes_IsRefusedBeforeItIsRead()
    {
        var entry = new byte[10_000_000];
        entry[0] = 1;

        var allocated = Allocations.Of(
            () => Assert.That(() => Open(Key(1), entry), Throws.TypeOf<SealedEntryException>().With.Message.Contains("10000000 bytes")));

        Assert.That(allocated, Is.LessThan(1_000_000));
    }

    [TestCase("{}")]
    [TestCase("")]
    [TestCase("null")]
    [TestCase("{\"format\": \"shadowgraph-reputation-proof/2\"}")]
    public void Open_OfWhatIsSealedButNoProof_Throws(string json) => Assert.That(
        () => Open(Key(1), SealBytes(Key(1), [.. new byte[8], .. Encoding.UTF8.GetBytes(json)])), Throws.TypeOf<SealedEntryException>());

    [Test]
    public void Open_OfATimeOutsideTheCalendar_Throws([Values(long.MinValue, long.MaxValue)] long time) => Assert.That(
        () => Open(Key(1), SealBytes(Key(1), [.. BitConverter.GetBytes(time).Reverse(), .. Make(5).ToJson()])),
        Throws.TypeOf<SealedEntryException>());

    /// <summary>What somebody who has the key could make up.</summary>
    internal static byte[] SealBytes(ProofCacheKey key, byte[] content)
    {
        var derived = HKDF.Expand(
            HashAlgorithmName.SHA256, Convert.FromHexString(key.ToString()), SealedEntry.DerivedSize,
            [.. "shadowgraph.proofs/second-level/v1"u8]);
        var entry = new byte[29 + content.Length];
        entry[0] = 1;
        using var cipher = new AesGcm(derived.AsSpan(32), 16);
        cipher.Encrypt(entry.AsSpan(1, 12), content, entry.AsSpan(29), entry.AsSpan(13, 16), entry.AsSpan(0, 1));
        return entry;
    }

    internal static string NameOf(ProofCacheKey key) => new SealedEntry(key, new byte[SealedEntry.DerivedSize]).Name;

    internal static byte[] Seal(ProofCacheKey key, ReputationProof proof, DateTimeOffset? made = null) =>
        new SealedEntry(key, new byte[SealedEntry.DerivedSize]).Seal(proof, made ?? Made);

    private static (ReputationProof Proof, DateTimeOffset Made) Open(ProofCacheKey key, byte[] entry) =>
        new SealedEntry(key, new byte[SealedEntry.DerivedSize]).Open(entry);
}
