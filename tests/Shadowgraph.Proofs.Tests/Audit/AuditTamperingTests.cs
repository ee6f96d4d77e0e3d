using System.Text;
using System.Text.Json;
using CsCheck;
using Shadowgraph.Proofs.Audit;

namespace Shadowgraph.Proofs.Tests.Audit;

/// <summary>Whatever is changed, removed, added or moved in an export shows; in the files, see <see cref="FileTamperingTests"/>.</summary>
[TestFixture]
public sealed class AuditTamperingTests
{
    private const int Capacity = 12;

    private readonly byte[] _plain = Export(default);
    private readonly byte[] _keyed = Export(AuditWorld.Key);

    [Test]
    public void Untouched_IsIntact([Values] bool isKeyed)
    {
        var verification = Verify(isKeyed ? _keyed : _plain, isKeyed);

        Assert.That(verification.ToString(), Is.EqualTo("intact"));
        Assert.That(
            (verification.Count, verification.Anchor.Sequence, verification.Head.Sequence), Is.EqualTo((Capacity + 5L, 28L, 40L)));
    }

    [Test]
    public void Unchanged_ByTheWayThatTheseTestsChangeIt_IsIntact() =>
        Assert.That(Verify(Change(_ => { }), isKeyed: false).ToString(), Is.EqualTo("intact"));

    [Test]
    public void AnyByteChanged_IsFound([Values] bool isKeyed)
    {
        var export = isKeyed ? _keyed : _plain;
        Gen.Select(Gen.Int[0, export.Length - 1], Gen.Byte).Where((i, b) => export[i] != b).Sample(
            (position, value) =>
            {
                byte[] changed = [.. export];
                changed[position] = value;
                return !Verify(changed, isKeyed).IsIntact;
            },
            iter: 2_000);
    }

    /// <summary>Ids in other letters are the same user; in a record of what happened they are a change.</summary>
    [TestCase("user-1", "User-1")]
    [TestCase("user-1", "USER-1")]
    public void AUserInOtherLetters_IsFound(string written, string changed)
    {
        var export = Encoding.UTF8.GetString(_plain).Replace($"\"{written}\"", $"\"{changed}\"", StringComparison.Ordinal);

        Assert.That(export, Does.Contain($"\"{changed}\""));
        Assert.That(Verify(Encoding.UTF8.GetBytes(export), isKeyed: false).IsIntact, Is.False);
    }

    [Test]
    public void AnyPieceCutOutOrInserted_IsFound()
    {
        Gen.Select(Gen.Int[0, _plain.Length - 1], Gen.Int[1, 400], Gen.Bool).Sample(
            (position, length, inserts) =>
            {
                var end = Math.Min(position + length, _plain.Length);
                byte[] changed = inserts
                    ? [.. _plain[..end], .. _plain[position..]]
                    : [.. _plain[..position], .. _plain[end..]];
                return !Verify(changed, isKeyed: false).IsIntact;
            },
            iter: 1_000);
    }

    [Test]
    public void AnyEntryRemovedDoubledOrMoved_IsFound()
    {
        Gen.Select(Gen.Int[0, Capacity - 1], Gen.Int[0, Capacity - 1], Gen.Int[0, 2]).Where((from, to, how) => how != 2 || from != to).Sample(
            (from, to, how) => !Verify(Change(entries =>
            {
                var entry = entries[from];
                if (how != 1) entries.RemoveAt(from);
                if (how > 0) entries.Insert(to, entry);
            }), isKeyed: false).IsIntact,
            iter: 500);
    }

    [TestCase("sequence", "77")]
    [TestCase("at", "\"2026-06-01T12:00:01+00:00\"")]
    [TestCase("action", "\"Completed\"")]
    [TestCase("outcome", "\"Failed\"")]
    [TestCase("request", "\"00000000-0000-0000-0000-000000000001\"")]
    [TestCase("user", "\"mallory\"")]
    [TestCase("error", "\"QueueFull\"")]
    [TestCase("attempt", "9")]
    [TestCase("detail", "\"other\"")]
    [TestCase("hash", "\"0000000000000000000000000000000000000000000000000000000000000000\"")]
    [TestCase("extra", "1")]
    public void AnyFieldOfAnyEntryChangedOrRemoved_IsFound(string field, string value)
    {
        for (var i = 0; i < Capacity; i++)
        {
            var same = false;
            var changed = Change(entries =>
            {
                var at = entries[i].FindIndex(each => each.Name == field);
                same = at >= 0 && entries[i][at].Json == value;
                if (at >= 0) entries[i][at] = (field, value);
                else entries[i].Insert(entries[i].Count - 1, (field, value));
            });
            Assert.That(Verify(changed, isKeyed: false).IsIntact, Is.EqualTo(same), $"{i}");

            var had = false;
            var without = Change(entries => had = entries[i].RemoveAll(each => each.Name == field) > 0);
            Assert.That(Verify(without, isKeyed: false).IsIntact, Is.EqualTo(!had), $"{i}");
        }
    }

    [Test]
    public void AChangedEntryWithItsHashesComputedAnew_IsFoundByTheKey()
    {
        // Without the key, the forger can only chain by plain SHA-256.
        var forged = Export(default, keyedMark: true);

        Assert.That(Verify(forged, isKeyed: true).Faults, Has.Count.EqualTo(1 + Capacity + 5), "the seal, and each entry");
    }

    [Test]
    public void BeginningCutOff_WithAnAnchorThatFits_IsFound([Values] bool isKeyed)
    {
        var export = isKeyed ? _keyed : _plain;
        using var document = JsonDocument.Parse(export);
        var first = document.RootElement.GetProperty("entries")[0];
        var anchor = document.RootElement.GetProperty("anchor").GetRawText();
        var cut = $"{{\"sequence\":{first.GetProperty("sequence")},\"hash\":\"{first.GetProperty("hash")}\"}}";

        var forged = Encoding.UTF8.GetString(export).Replace($"{first.GetRawText()},", "")
            .Replace($"\"anchor\":{anchor}", $"\"anchor\":{cut}");

        Assert.That(Verify(Encoding.UTF8.GetBytes(forged), isKeyed).Faults.Single(), Does.Contain("beginning or end differ"));
    }

    [Test]
    public void ARefusalChangedOrMovedToTheRest_IsFound()
    {
        using var document = JsonDocument.Parse(_plain);
        var refusals = document.RootElement.GetProperty("refusals").GetProperty("entries");
        var text = Encoding.UTF8.GetString(_plain);
        var count = text.Replace("\"count\":2", "\"count\":3");
        var swapped = text.Replace(refusals.GetRawText(), document.RootElement.GetProperty("entries").GetRawText());

        Assert.That(refusals.GetArrayLength(), Is.EqualTo(5));
        foreach (var forged in new[] { count, swapped })
        {
            Assert.That(forged, Is.Not.EqualTo(text));
            Assert.That(Verify(Encoding.UTF8.GetBytes(forged), isKeyed: false).IsIntact, Is.False);
        }
    }

    [Test]
    public void AKeyThatIsMissingOrAnother_IsFound()
    {
        Assert.That(Verify(_keyed, isKeyed: false).Faults[0], Does.Contain("written with a key"));
        Assert.That(Verify(_plain, isKeyed: true).Faults[0], Does.Contain("written without a key"));
        Assert.That(AuditVerifier.VerifyExport(_keyed, new byte[32]).IsIntact, Is.False);
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"anchor\":1,\"entries\":{},\"head\":[]}")]
    public void SomethingElse_IsNoExport(string json) =>
        Assert.That(AuditVerifier.VerifyExport(Encoding.UTF8.GetBytes(json)).Faults, Has.Count.EqualTo(1));

    [Test]
    public void DeepOrGarbledJson_IsNoExport()
    {
        Assert.That(AuditVerifier.VerifyExport(Encoding.UTF8.GetBytes(new string('[', 100_000))).IsIntact, Is.False);
        Gen.Byte.Array[0, 300].Sample(bytes => !AuditVerifier.VerifyExport(bytes).IsIntact, iter: 500);
    }

    private static AuditVerification Verify(byte[] export, bool isKeyed) =>
        AuditVerifier.VerifyExport(export, isKeyed ? AuditWorld.Key : default(ReadOnlySpan<byte>));

    private static byte[] Export(byte[]? key, bool keyedMark = false)
    {
        var world = new AuditWorld(new AuditOptions { Capacity = Capacity, Key = key ?? [] }).Record(40).Refuse(5);
        var export = world.Export();
        return keyedMark ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(export).Replace("\"keyed\":false", "\"keyed\":true")) : export;
    }

    /// <summary>The export with its entries changed, and for the rest byte by byte as it was.</summary>
    private byte[] Change(Action<List<List<(string Name, string Json)>>> change)
    {
        using var document = JsonDocument.Parse(_plain);
        var array = document.RootElement.GetProperty("entries");
        var entries = array.EnumerateArray()
            .Select(entry => entry.EnumerateObject().Select(field => (field.Name, Json: field.Value.GetRawText())).ToList()).ToList();
        change(entries);
        var written = entries.Select(entry => $"{{{string.Join(',', entry.Select(field => $"\"{field.Name}\":{field.Json}"))}}}");
        return Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(_plain).Replace(array.GetRawText(), $"[{string.Join(',', written)}]"));
    }
}
