using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Model.Proofs;

[TestFixture]
public sealed class ReputationProofJsonTests
{
    private ReputationProof _chain = null!;

    [OneTimeSetUp]
    public async Task ProveOnce() => _chain = await ChainAsync();

    [Test]
    public async Task FromJson_WhatToJsonWrote_GivesTheSameProof()
    {
        foreach (var proof in new[] { _chain, (await SharedAsync(Hidden, ProofStatement.Threshold(100_000).Anonymously())).Proof })
        {
            var read = ReputationProof.FromJson(proof.ToJson());

            Assert.That(read.Links, Is.EqualTo(proof.Links));
            Assert.That(
                (read.Size, read.VerificationKeyHash, read.Bounds, read.AsOf, read.Subject, read.Nullifier),
                Is.EqualTo((proof.Size, proof.VerificationKeyHash, proof.Bounds, proof.AsOf, proof.Subject, proof.Nullifier)));
            Assert.That(read.ToJson(), Is.EqualTo(proof.ToJson()));
        }
    }

    [Test]
    public void FromJson_FieldsInAnotherOrderAndIndented_IsRead()
    {
        var source = JsonNode.Parse(_chain.ToJson())!.AsObject();
        var turned = new JsonObject(source.Reverse().Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

        var indented = turned.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

        var read = ReputationProof.FromJson(Encoding.UTF8.GetBytes(indented));

        Assert.That(read.Links, Is.EqualTo(_chain.Links));
    }

    [TestCase("format", "\"shadowgraph-reputation-proof/2\"")]
    [TestCase("format", "1")]
    [TestCase("circuit", "\"huge\"")]
    [TestCase("circuit", "null")]
    [TestCase("verification_key", "\"AA\"")]
    [TestCase("verification_key", "[]")]
    [TestCase("links", "[]")]
    [TestCase("links", "{}")]
    [TestCase("links", "[1]")]
    [TestCase("links", "[{}]")]
    [TestCase("links", "[[]]")]
    public void FromJson_AFieldOfAnotherForm_Throws(string field, string value)
    {
        var json = JsonNode.Parse(_chain.ToJson())!;
        json[field] = JsonNode.Parse(value);

        AssertRefused(json.ToJsonString());
    }

    [TestCase("format")]
    [TestCase("circuit")]
    [TestCase("verification_key")]
    [TestCase("links")]
    public void FromJson_AFieldMissing_NamesIt(string field)
    {
        var json = JsonNode.Parse(_chain.ToJson())!;
        json.AsObject().Remove(field);

        Assert.That(AssertRefused(json.ToJsonString()).Message, Does.Contain($"'{field}'"));
    }

    [Test]
    public void FromJson_AFieldTooManyOrTwice_Throws()
    {
        var text = Encoding.UTF8.GetString(_chain.ToJson());

        AssertRefused(text.Insert(1, "\"note\":1,"));
        AssertRefused(text.Insert(1, "\"circuit\":\"small\","));
        AssertRefused(text + " {}");
        AssertRefused("[" + text + "]");
    }

    [Test]
    public void FromJson_SignalsTooFewTooLargeOrOutOfRange_Throws()
    {
        string[] hostile = ["21888242871839275222246405745257275088548364400416034343698204186575808495617", "-1", "01", "1e3"];
        foreach (var value in hostile)
        {
            var json = JsonNode.Parse(_chain.ToJson())!;
            json["links"]![2]!["public"]![1] = value;
            AssertRefused(json.ToJsonString());
        }

        (int Signal, string Value)[] outOfRange =
        [
            (ReputationSignals.Subject, (Fr.One + -Fr.One - Fr.One).ToString()),
            (ReputationSignals.Recipient, "1461501637330902918203684832716283019655932542976"),
            (ReputationSignals.MinScore, "1000001"),
            (ReputationSignals.MaxScore, "0"),
            (ReputationSignals.AsOf, "1099511627776"),
        ];
        foreach (var (signal, value) in outOfRange)
        {
            var json = JsonNode.Parse(_chain.ToJson())!;
            json["links"]![2]!["public"]![signal] = value;
            Assert.That(AssertRefused(json.ToJsonString()).Message, Does.Contain($"signal {signal}"));
        }

        var short9 = JsonNode.Parse(_chain.ToJson())!;
        short9["links"]![2]!["public"]!.AsArray().RemoveAt(9);
        AssertRefused(short9.ToJsonString());
    }

    [Test]
    public void FromJson_TooManyLinksOrBytes_Throws()
    {
        var json = JsonNode.Parse(_chain.ToJson())!;
        var link = json["links"]![0]!;
        while (json["links"]!.AsArray().Count <= ReputationProof.MaxLinks) json["links"]!.AsArray().Add(link.DeepClone());

        Assert.That(AssertRefused(json.ToJsonString()).Message, Does.Contain("256"));
        AssertRefused(new string(' ', 2 << 20));
    }

    [Test]
    public void FromJson_CutShortAnywhere_Throws()
    {
        var json = _chain.ToJson();
        for (var length = 0; length < json.Length; length += 37)
        {
            var end = length;
            Assert.That(() => ReputationProof.FromJson(json.AsSpan(0, end)), Throws.InstanceOf<ProofFileException>(), $"{length} bytes");
        }
    }

    [Test]
    public void New_WithoutLinksOrWithAnUndefinedCircuit_Throws()
    {
        Assert.That(() => new ReputationProof(CircuitSize.Small, _chain.VerificationKeyHash, []), Throws.TypeOf<ProofFileException>());
        Assert.That(
            () => new ReputationProof((CircuitSize)9, _chain.VerificationKeyHash, _chain.Links), Throws.TypeOf<ProofFileException>());
        Assert.That(() => new ReputationProofLink(_chain.Links[0].Proof, new Fr[9]), Throws.TypeOf<ProofFileException>());
    }

    private static ProofFileException AssertRefused(string json) =>
        Assert.Catch<ProofFileException>(() => ReputationProof.FromJson(Encoding.UTF8.GetBytes(json)))!;
}
