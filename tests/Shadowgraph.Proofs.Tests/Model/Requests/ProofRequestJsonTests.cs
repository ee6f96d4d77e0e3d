using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Model.Requests;

[TestFixture]
public sealed class ProofRequestJsonTests
{
    private static readonly string[] Required =
        ["format", "opening", "statement", "recipient", "scope", "as_of", "priority", "max_size"];

    private static readonly string[] Texts =
        ["", "people", "größe \"Ж\" \u4f60\u597d 😀", new string('x', ProofScope.MaxTextLength), new string('\u4f60', ProofScope.MaxTextLength)];

    private static readonly Gen<ProofStatement> Statements = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000], Gen.Bool)
        .Select((kind, one, other, anonymous) =>
        {
            var statement = kind switch
            {
                0 => ProofStatement.Exact(),
                1 => ProofStatement.Threshold(one),
                2 => ProofStatement.Range(Math.Min(one, other), Math.Max(one, other)),
                _ => ProofStatement.SetMembership(),
            };
            return anonymous ? statement.Anonymously(allowIdentifyingBounds: true) : statement;
        });

    private static readonly Gen<ProofScope> Scopes = Gen.Select(
        Gen.OneOf(AnyOf(ulong.MaxValue), Gen.ULong), Gen.Int[0, 9], AnyOf(Texts), AnyOf(Texts),
        (chain, contract, registry, campaign) => new ProofScope(chain, PipelineWorld.AddressOf(contract), registry, campaign));

    private static readonly Gen<TimeSpan?> Timeouts = Gen.OneOf(
        AnyOf<TimeSpan?>(null, TimeSpan.FromTicks(1), TimeSpan.FromDays(24)),
        Gen.Long[1, TimeSpan.TicksPerDay].Select(ticks => (TimeSpan?)TimeSpan.FromTicks(ticks)));

    private static readonly Gen<DateTimeOffset> Times = Gen.OneOf(
        AnyOf(DateTimeOffset.UnixEpoch, DateTimeOffset.FromUnixTimeSeconds(253_402_300_799)),
        Gen.Long[0, 4_000_000_000].Select(DateTimeOffset.FromUnixTimeSeconds));

    [Test]
    public void FromJson_OfToJson_AsksForTheSame()
    {
        var users = AnyOf<ProofUserId>(default, new ProofUserId("alice"), new ProofUserId("größe 😀"), new ProofUserId(new string('z', 256)));
        var ids = Gen.OneOf(AnyOf<Guid?>(null, new Guid(1, 0, 0, new byte[8])), Gen.Guid.Select(id => id == Guid.Empty ? null : (Guid?)id));
        Gen.Select(
                Gen.Select(Statements, Scopes, Times), Gen.Select(Timeouts, Timeouts),
                Gen.Select(Gen.Enum<ProofPriority>(), Gen.Enum<CircuitSize>(), users, ids))
            .Sample(
                (what, limits, who) =>
                {
                    var (statement, scope, asOf) = what;
                    var request = new ProofRequest(statement.IsAnonymous ? PipelineWorld.Hidden : PipelineWorld.Opening(1), statement)
                    {
                        Id = who.Item4,
                        Recipient = PipelineWorld.Recipient,
                        Scope = scope,
                        AsOf = asOf,
                        Identity = statement.IsAnonymous ? PipelineWorld.HiddenIdentity : null,
                        UserId = who.Item3,
                        Priority = who.Item1,
                        MaxCircuitSize = who.Item2,
                        QueueTimeout = limits.Item1,
                        Timeout = limits.Item2,
                    };

                    AssertSame(ProofRequest.FromJson(request.ToJson()), request);
                },
                iter: 200);
    }

    [Test]
    public void FromJson_OfARequestWith1200Attestations_AsksForTheSame()
    {
        var registry = new AttestationRegistry();
        var subject = PipelineWorld.AddressOf(1);
        registry.Publish(subject, Enumerable.Range(0, 1200).Select(i => new Attestation
        {
            Source = PipelineWorld.AddressOf(5000 + i),
            Target = subject,
            Opinion = new Opinion(0.5, 0.25, 0.25, 0.5),
            Weight = 1,
            Type = AttestationType.Vouch,
            CreatedAt = PipelineWorld.Now,
        }));
        var request = new ProofRequest(registry.Open(subject), ProofStatement.Exact())
        {
            Recipient = PipelineWorld.Recipient,
            AsOf = PipelineWorld.Now,
        };

        var read = ProofRequest.FromJson(request.ToJson());

        Assert.That(read.Opening.AttestationCount, Is.EqualTo(1200));
        AssertSame(read, request);
    }

    [Test]
    public void FromJson_OfAnAnonymousRequest_HasTheSameIdentity()
    {
        using var identity = ProofRequest.FromJson(Anonymous().ToJson()).Identity!;

        Assert.That(identity.Commitment, Is.EqualTo(PipelineWorld.HiddenIdentity.Commitment));
    }

    [Test]
    public void FromJson_RewrittenByAnotherWriter_IsTheSame()
    {
        var rewritten = JsonNode.Parse(Anonymous().ToJson())!.ToJsonString(new() { WriteIndented = true });

        AssertSame(ProofRequest.FromJson(Encoding.UTF8.GetBytes(rewritten)), Anonymous());
    }

    [Test]
    public void ToJson_WithoutATimeOfTheProof_SaysThatItMustBeSet()
    {
        DateTimeOffset?[] times = [null, DateTimeOffset.UnixEpoch.AddSeconds(-1)];
        foreach (var time in times)
        {
            var request = new ProofRequest(PipelineWorld.Opening(0), ProofStatement.Exact())
            {
                Recipient = PipelineWorld.Recipient,
                AsOf = time,
            };
            Assert.That(request.ToJson, Throws.InvalidOperationException.With.Message.Contains("Set AsOf"));
        }
    }

    [Test]
    public void ToJson_WithADisposedIdentity_Throws()
    {
        var identity = IdentitySecret.Create();
        identity.Dispose();
        var request = new ProofRequest(PipelineWorld.Hidden, ProofStatement.SetMembership().Anonymously())
        {
            Recipient = PipelineWorld.Recipient,
            AsOf = PipelineWorld.Now,
            Identity = identity,
        };

        Assert.That(request.ToJson, Throws.TypeOf<ObjectDisposedException>());
    }

    [TestCaseSource(nameof(Required))]
    public void FromJson_WithoutARequiredField_NamesIt(string name)
    {
        var json = JsonNode.Parse(Full().ToJson())!.AsObject();
        json.Remove(name);

        AssertRefused(json, $"$ has no field \"{name}\"");
    }

    [Test]
    public void FromJson_WithAFieldTwice_NamesIt()
    {
        var text = Encoding.UTF8.GetString(Full().ToJson());
        foreach (var (name, value) in JsonNode.Parse(text)!.AsObject())
        {
            var twice = $"{text[..^1]},\"{name}\":{value!.ToJsonString()}}}";
            AssertRefused(twice, $"$.{name} occurs twice");
        }
    }

    [TestCase("format", "\"shadowgraph-proof-request/2\"", "$.format must be")]
    [TestCase("format", "\"shadowgraph-proof-result/1\"", "$.format must be")]
    [TestCase("format", "1", "$.format must be a string")]
    [TestCase("later", "1", "$ has an unknown field")]
    [TestCase("Recipient", "1", "differs from \"recipient\"")]
    [TestCase("recipient", "\"0x12\"", "$.recipient must be an address")]
    [TestCase("opening", "null", "$.opening must be an object")]
    [TestCase("opening.salt", "\"5\"", "$.opening.registry_root is not the root")]
    [TestCase("opening.later", "1", "$.opening has an unknown field")]
    [TestCase("opening.attestations", "[]", "$.opening.attestations must be at least one")]
    [TestCase("statement.kind", "\"best\"", "$.statement.kind must be one of exact, threshold, range, set_membership")]
    [TestCase("statement.kind", "\"exact\"", "$.statement must have")]
    [TestCase("statement.kind", "\"threshold\"", "$.statement must have")]
    [TestCase("statement.anonymous", "1", "$.statement.anonymous must be true or false")]
    [TestCase("statement.minimum", "900001", "$.statement must have")]
    [TestCase("statement.minimum", "-1", "$.statement.minimum must be a whole number from 0 to 1000000")]
    [TestCase("statement.maximum", "1000001", "$.statement.maximum must be a whole number from 0 to 1000000")]
    [TestCase("scope.chain_id", "1", "$.scope.chain_id must be a string")]
    [TestCase("scope.chain_id", "\"18446744073709551616\"", "$.scope.chain_id must be a whole number")]
    [TestCase("scope.chain_id", "\"01\"", "$.scope.chain_id must be a whole number")]
    [TestCase("scope.chain_id", "\"-1\"", "$.scope.chain_id must be a whole number")]
    [TestCase("as_of", "-1", "$.as_of must be a whole number")]
    [TestCase("as_of", "253402300800", "$.as_of must be at most")]
    [TestCase("as_of", "\"2026-01-01T00:00:00Z\"", "$.as_of must be a whole number")]
    [TestCase("priority", "\"Normal\"", "$.priority must be one of")]
    [TestCase("max_size", "0", "$.max_size must be one of")]
    [TestCase("id", "\"1\"", "$.id must be an id")]
    [TestCase("user", "\"Alice\"", "$.user must be a user id in its own form")]
    [TestCase("user", "\"\"", "$.user is no user id")]
    [TestCase("user", "null", "$.user must be a string")]
    [TestCase("timeout_ticks", "0", "$.timeout_ticks must be longer than zero")]
    [TestCase("timeout_ticks", "20736000000001", "$.timeout_ticks must be longer than zero and at most 24 days")]
    [TestCase("queue_timeout_ticks", "0.5", "$.queue_timeout_ticks must be a whole number")]
    [TestCase("identity", "\"\"", "$.identity must be 32 bytes in base64")]
    [TestCase("identity", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"", "$.identity must be 32 bytes in base64")]
    [TestCase("identity", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"", "$.identity is no identity secret")]
    [TestCase("identity", "\"//////////////////////////////////////////8=\"", "$.identity is no identity secret")]
    [TestCase("identity", "null", "$.identity must be 32 bytes in base64")]
    public void FromJson_WithAChangedValue_SaysWhereAndWhat(string path, string value, string problem)
    {
        var json = JsonNode.Parse(Full().ToJson())!;
        var steps = path.Split('.');
        var node = json;
        foreach (var step in steps[..^1]) node = node[step]!;
        node[steps[^1]] = JsonNode.Parse(value);

        AssertRefused(json, problem);
    }

    [TestCase("user")]
    [TestCase("scope.registry_id")]
    [TestCase("scope.campaign")]
    public void FromJson_WithATextThatIsTooLong_SaysWhere(string path)
    {
        foreach (var text in new[] { new string('a', 257), new string('\u4f60', 257), new string('a', 100_000) })
        {
            var json = JsonNode.Parse(Full().ToJson())!;
            var steps = path.Split('.');
            (steps.Length == 1 ? json : json[steps[0]]!)[steps[^1]] = text;
            AssertRefused(json, $"$.{path} must be a string of at most 256 characters");
        }
    }

    [Test]
    public void FromJson_WithHalfASurrogatePair_Refuses()
    {
        var text = Encoding.UTF8.GetString(Full().ToJson()).Replace("\"campaign\":\"airdrop\"", "\"campaign\":\"\\ud800\"", StringComparison.Ordinal);

        AssertRefused(text, "$.scope.campaign must be a string");
    }

    [Test]
    public void FromJson_LongerThanAllowed_IsRefusedUnread()
    {
        var json = Full().ToJson();

        AssertSame(ProofRequest.FromJson(json, json.Length), Full());
        Assert.That(
            () => ProofRequest.FromJson(json, json.Length - 1), Throws.TypeOf<ProofFileException>().With.Message.Contains("Raise maxBytes"));
        Assert.That(
            () => ProofRequest.FromJson(new byte[ProofRequest.DefaultMaxBytes + 1]),
            Throws.TypeOf<ProofFileException>().With.Message.Contains("Raise maxBytes"));
    }

    [Test]
    public void FromJson_WithSomethingBehind_Refuses() =>
        AssertRefused(Encoding.UTF8.GetString(Full().ToJson()) + "{}", "$ is not JSON");

    [Test]
    public void FromJson_CutShortOrChanged_GivesATypedErrorOrARequest()
    {
        var json = Anonymous().ToJson();
        Gen.Select(Gen.Int[0, json.Length - 1], Gen.Byte, Gen.Int[0, json.Length - 1]).Sample(
            (position, value, length) =>
            {
                var changed = json.ToArray();
                changed[position] = value;
                Assert.That(() => ProofRequest.FromJson(json.AsSpan(0, length)), Throws.TypeOf<ProofFileException>());
                try
                {
                    Assert.That(ProofRequest.FromJson(changed).Opening.Leaf, Is.EqualTo(PipelineWorld.Hidden.Leaf));
                }
                catch (ProofFileException)
                {
                    // the only error there may be
                }
            },
            iter: 200);
    }

    [Test]
    public void FromJson_OfNoRequest_KeepsItsTextToItself()
    {
        foreach (var text in new[] { "{\"identity\":\"12345hidden\"}", "{\"hidden\":1}", "{\"user\":hidden}", "{\"priority\":\"hidden\"}" })
        {
            var thrown = Assert.Throws<ProofFileException>(() => ProofRequest.FromJson(Encoding.UTF8.GetBytes(text)))!;
            Assert.That(thrown.ToString(), Does.Not.Contain("hidden").And.Contain("proof request"));
        }
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static ProofRequest Full() => new(PipelineWorld.Opening(0), ProofStatement.Range(100_000, 900_000))
    {
        Id = Guid.Parse("6b1c0f3e-5a52-4b7a-9c1d-0d4b5a0e7f11"),
        Recipient = PipelineWorld.Recipient,
        Scope = PipelineWorld.Scope,
        AsOf = PipelineWorld.Now,
        Identity = PipelineWorld.HiddenIdentity,
        UserId = new ProofUserId("alice"),
        QueueTimeout = TimeSpan.FromSeconds(5),
        Timeout = TimeSpan.FromSeconds(7),
    };

    private static ProofRequest Anonymous() => new(PipelineWorld.Hidden, ProofStatement.SetMembership().Anonymously())
    {
        Recipient = PipelineWorld.Recipient,
        Scope = PipelineWorld.Scope,
        AsOf = PipelineWorld.Now,
        Identity = PipelineWorld.HiddenIdentity,
    };

    private static void AssertSame(ProofRequest read, ProofRequest request)
    {
        using var identity = read.Identity;
        Assert.That(
            (read.Id, read.Statement, read.Recipient, read.Scope, read.AsOf, read.UserId),
            Is.EqualTo((request.Id, request.Statement, request.Recipient, request.Scope, request.AsOf, request.UserId)));
        Assert.That(
            (read.Priority, read.MaxCircuitSize, read.QueueTimeout, read.Timeout, read.Identity?.Commitment),
            Is.EqualTo((request.Priority, request.MaxCircuitSize, request.QueueTimeout, request.Timeout, request.Identity?.Commitment)));
        Assert.That(read.ToJson().AsSpan().SequenceEqual(request.ToJson()), Is.True);
    }

    private static void AssertRefused(JsonNode json, string problem) => AssertRefused(json.ToJsonString(), problem);

    private static void AssertRefused(string json, string problem) => Assert.That(
        () => ProofRequest.FromJson(Encoding.UTF8.GetBytes(json)), Throws.TypeOf<ProofFileException>().With.Message.Contains(problem));
}
