using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Model.Registry;

public sealed class RegistryOpeningTests
{
    [Test]
    public void FromJson_OfToJson_IsTheSame([Values] bool hidden)
    {
        var opening = Open(hidden);

        var read = RegistryOpening.FromJson(opening.ToJson());

        Assert.Multiple(() =>
        {
            Assert.That(read.Root, Is.EqualTo(opening.Root));
            Assert.That(read.Subject, Is.EqualTo(opening.Subject));
            Assert.That(read.SubjectKey, Is.EqualTo(opening.SubjectKey));
            Assert.That(read.Salt, Is.EqualTo(opening.Salt));
            Assert.That(read.Attestations, Is.EqualTo(opening.Attestations));
            Assert.That(read.Path.IndexBits, Is.EqualTo(opening.Path.IndexBits));
            Assert.That(read.Path.Siblings, Is.EqualTo(opening.Path.Siblings));
            Assert.That(read.ToJson(), Is.EqualTo(opening.ToJson()));
        });
    }

    [TestCase("$.registry_root", "\"5\"", "$.registry_root", "not the root")]
    [TestCase("$.salt", "\"5\"", "$.registry_root", "not the root")]
    [TestCase("$.subject", "\"0x0000000000000000000000000000000000000009\"", "$.registry_root", "not the root")]
    [TestCase("$.subject", "\"0x0000000000000000000000000000000000000000\"", "$.subject", "zero address")]
    [TestCase("$.subject", "null", "$.subject", "must be a string")]
    [TestCase("$.path.index", "2", "$.registry_root", "not the root")]
    [TestCase("$.path.index", "8", "$.path", "index below")]
    [TestCase("$.path.index", "4294967296", "$.path.index", "at most 4294967295")]
    [TestCase("$.path.siblings", "[]", "$.path", "index below")]
    [TestCase("$.path.siblings", "{}", "$.path.siblings", "must be an array")]
    [TestCase("$.attestations", "[]", "$.attestations", "at least one")]
    [TestCase("$.version", "1", "$.version", "must be 2")]
    [TestCase("$.registry_root", "5", "$.registry_root", "must be a string")]
    [TestCase("$.salt", "\"21888242871839275222246405745257275088548364400416034343698204186575808495617\"", "$.salt", "below the group order")]
    [TestCase("$.salt", "\"007\"", "$.salt", "decimal")]
    public void FromJson_WithAChangedValue_SaysWhereAndWhat(string path, string value, string field, string problem) =>
        AssertRefused(Change(Open(false), path, value), field, problem);

    [TestCase("r", "1099511627776", "at most 1099511627775")]
    [TestCase("s", "1099511627776", "at most 1099511627775")]
    [TestCase("a", "1048577", "at most 1048576")]
    [TestCase("w", "65537", "at most 65536")]
    [TestCase("expires_at", "1099511627776", "at most 1099511627775")]
    [TestCase("created_at", "1099511627776", "at most 1099511627775")]
    [TestCase("r", "-1", "whole number")]
    [TestCase("r", "0.5", "whole number")]
    [TestCase("attestation_type", "\"love\"", "must be one of")]
    [TestCase("source", "\"me\"", "must be an address")]
    public void FromJson_WithAnAttestationOutOfRange_SaysWhereAndWhat(string name, string value, string problem) =>
        AssertRefused(Change(Open(false), "$.attestations[1]." + name, value), "$.attestations[1]." + name, problem);

    [TestCase("r", "5")]
    [TestCase("s", "5")]
    [TestCase("a", "5")]
    [TestCase("w", "5")]
    [TestCase("expires_at", "5")]
    [TestCase("created_at", "5")]
    [TestCase("attestation_type", "\"skill\"")]
    [TestCase("source", "\"0x0000000000000000000000000000000000000003\"")]
    public void FromJson_WithAnotherAttestation_IsNotThePublishersOpening(string name, string value) =>
        AssertRefused(Change(Open(false), "$.attestations[1]." + name, value), "$.registry_root", "not the root");

    [Test]
    public void FromJson_LongerThanAllowed_IsRefusedUnread()
    {
        var json = Open(false).ToJson();

        Assert.That(RegistryOpening.FromJson(json, json.Length).Root, Is.EqualTo(RegistryOpening.FromJson(json).Root));
        Assert.That(
            () => RegistryOpening.FromJson(json, json.Length - 1),
            Throws.TypeOf<RegistryOpeningException>().With.Message.StartsWith("$ ").And.Message.Contains("maxBytes"));
        Assert.That(
            () => RegistryOpening.FromJson(new byte[RegistryOpening.DefaultMaxBytes + 1]),
            Throws.TypeOf<RegistryOpeningException>().With.Message.Contains("maxBytes"));
    }

    [Test]
    public void FromJson_OfASubjectThatAttestsItself_IsRefused()
    {
        var document = JsonNode.Parse(Open(false).ToJson())!;
        document["subject"] = document["attestations"]![0]!["source"]!.DeepClone();

        AssertRefused(document.ToJsonString(), "$", "of the subject by itself");
    }

    [Test]
    public void FromJson_OutOfOrderOrTwice_IsRefused()
    {
        var document = JsonNode.Parse(Open(false).ToJson())!;
        var attestations = document["attestations"]!.AsArray();
        attestations.Add(attestations[0]!.DeepClone());
        AssertRefused(document.ToJsonString(), "$.attestations", "ordered by source");

        attestations.RemoveAt(0);
        AssertRefused(document.ToJsonString(), "$.attestations", "ordered by source");
    }

    [Test]
    public void FromJson_TooManySiblings_StopsAtTheLimit()
    {
        var siblings = "[" + string.Join(',', Enumerable.Repeat("\"1\"", 33)) + "]";

        AssertRefused(Change(Open(false), "$.path.siblings", siblings), "$.path.siblings[32]", "32 siblings");
    }

    [Test]
    public void FromJson_OfBothOrNeitherKey_IsRefused()
    {
        var document = JsonNode.Parse(Open(false).ToJson())!;
        var commitment = JsonNode.Parse(Open(true).ToJson())!["identity_commitment"]!;
        document["identity_commitment"] = commitment.DeepClone();
        AssertRefused(document.ToJsonString(), "$", "either");

        document.AsObject().Remove("subject");
        document.AsObject().Remove("identity_commitment");
        AssertRefused(document.ToJsonString(), "$", "either");
    }

    [Test]
    public void FromJson_WithAnAddressForACommitment_IsRefused() => AssertRefused(
        Change(Open(true), "$.identity_commitment", $"\"{AttestationSamples.Subject.ToFr()}\""), "$.identity_commitment", "2^160");

    [Test]
    public void FromJson_AnyMutation_GivesATypedErrorOrTheSameOpening()
    {
        var opening = Open(true);
        var json = opening.ToJson();
        Gen.Select(Gen.Int[0, json.Length - 1], Gen.Byte, Gen.Int[0, json.Length]).Sample((position, value, length) =>
        {
            var mutated = json.ToArray();
            mutated[position] = value;
            foreach (var candidate in new[] { mutated, mutated[..length] })
            {
                try
                {
                    Assert.That(RegistryOpening.FromJson(candidate).Leaf, Is.EqualTo(opening.Leaf));
                }
                catch (RegistryOpeningException)
                {
                    // the only error there may be
                }
            }
        }, iter: 300);
    }

    [Test]
    public void FromJson_OfNoOpening_KeepsItsTextToItself()
    {
        var thrown = Assert.Throws<RegistryOpeningException>(() => RegistryOpening.FromJson("""{"version":2,"salt":"12345secret"}"""u8))!;
        Assert.That(thrown.Message, Does.Not.Contain("secret").And.StartWith("$.salt "));

        thrown = Assert.Throws<RegistryOpeningException>(() => RegistryOpening.FromJson("""{"version":2,"salt":12345secret}"""u8))!;
        Assert.That(thrown.Message, Does.Not.Contain("secret").And.Contain("is not JSON"));
    }

    [Test]
    public void ToString_OfAnOpening_ShowsNeitherSaltNorSubject()
    {
        var opening = Open(false);

        Assert.That(opening.ToString(), Is.EqualTo($"RegistryOpening {{ Root = {opening.Root}, AttestationCount = 2 }}"));
    }

    private static RegistryOpening Open(bool hidden)
    {
        using var secret = IdentitySecret.Create();
        var registry = new AttestationRegistry();
        for (var i = 20UL; i < 26; i++)
        {
            var account = AttestationSamples.Account(i);
            var subject = hidden && i == 21 ? RegistrySubject.Hidden(account, secret.Commitment) : RegistrySubject.Named(account);
            registry.Publish(subject,
            [
                AttestationSamples.From(1) with { Target = account },
                AttestationSamples.From(2) with { Target = account, ExpiresAt = AttestationSamples.AsOf },
            ]);
        }

        return registry.Open(AttestationSamples.Account(21));
    }

    private static string Change(RegistryOpening opening, string path, string value)
    {
        var document = JsonNode.Parse(opening.ToJson())!;
        var node = document;
        var steps = path.Replace("[1]", ".1", StringComparison.Ordinal).Split('.')[1..];
        foreach (var step in steps[..^1]) node = node is JsonArray array ? array[step[0] - '0']! : node[step]!;
        node[steps[^1]] = JsonNode.Parse(value);
        return document.ToJsonString();
    }

    private static void AssertRefused(string json, string field, string problem)
    {
        var thrown = Assert.Throws<RegistryOpeningException>(() => RegistryOpening.FromJson(Encoding.UTF8.GetBytes(json)))!;
        Assert.That(thrown.Field, Is.EqualTo(field));
        Assert.That(thrown.Message, Does.StartWith(field + " ").And.Contain(problem));
    }
}
