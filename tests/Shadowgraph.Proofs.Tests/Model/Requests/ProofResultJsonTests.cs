using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Model.Requests;

[TestFixture]
public sealed class ProofResultJsonTests
{
    private static readonly Guid Id = Guid.Parse("6b1c0f3e-5a52-4b7a-9c1d-0d4b5a0e7f11");

    private static readonly string[] Required = ["format", "request", "state", "timings", "resources", "links", "attempts", "from_cache"];

    private static readonly Gen<TimeSpan> Times = Gen.OneOf(
        AnyOf(TimeSpan.Zero, TimeSpan.MaxValue, TimeSpan.MinValue), Gen.Long[0, TimeSpan.TicksPerDay].Select(TimeSpan.FromTicks));

    private static readonly Gen<ProofTimings> Timings = Times.Array[9].Select(times => new ProofTimings
    {
        Queued = times[0],
        Planning = times[1],
        KeyLoad = times[2],
        Witness = times[3],
        Proving = times[4],
        Checking = times[5],
        Validation = times[6],
        Processing = times[7],
        Total = times[8],
    });

    [Test]
    public void FromJson_OfACompletedResult_IsTheSame()
    {
        var sizes = Gen.Enum<CircuitSize>();
        Gen.Select(sizes, Timings, Times, Gen.Long, Gen.Int[0, int.MaxValue], Gen.Bool).Sample(
            (size, timings, time, bytes, attempts, isFromCache) =>
            {
                var resources = new ProverResources { ProcessorTime = time, PeakBytes = bytes, DiskBytes = ~bytes };
                var result = ProofResult.Completed(Id, Proof(size).Proof, Proof(size).Opinion, timings, attempts, isFromCache, resources);

                var read = ProofResult.FromJson(result.ToJson());

                AssertSame(read, result);
                Assert.That((read.Hash, read.FusedOpinion), Is.EqualTo((result.Hash, result.FusedOpinion)));
                Assert.That(read.Proof!.Links, Is.EqualTo(result.Proof!.Links));
            },
            iter: 30);
    }

    [Test]
    public void FromJson_OfAFailedOrCancelledResult_IsTheSameWithoutTheException()
    {
        var texts = Gen.OneOf(Gen.String, AnyOf("", "größe \"Ж\" 😀\n", "half \ud800 of a pair", new string('\u4f60', 65_536)));
        Gen.Select(
                Gen.Select(Gen.Enum<ProofErrorType>(), texts, Gen.Enum<ProofErrorSeverity>(), Gen.Enum<ProofErrorRecoverability>()),
                Gen.Select(Gen.Bool, Gen.Bool, Gen.Int, Gen.Long, Times), Timings)
            .Sample(
                (what, more, timings) =>
                {
                    var error = new ProofError(what.Item1, what.Item2)
                    {
                        Severity = what.Item3,
                        Recoverability = what.Item4,
                        IsByStop = more.Item1,
                        OccurredAt = PipelineWorld.Now.AddTicks(more.Item3),
                        Attempt = more.Item3,
                        ResourceUse = new ResourceUse { MemoryBytes = more.Item4, Processors = more.Item3, Duration = more.Item5 },
                        Circuit = more.Item2 ? CircuitSize.Medium : null,
                        RequestId = more.Item2 ? Id : null,
                        RetryAfter = more.Item2 ? more.Item5 : null,
                    };
                    var plan = more.Item2 ? ProofPlan.For(300, CircuitSize.Small) : null;
                    var result = ProofResult.Ended(
                        Id, error with { Exception = new InvalidOperationException("hidden") }, timings, plan, attempts: more.Item3 & int.MaxValue);

                    var json = result.ToJson();
                    var read = ProofResult.FromJson(json);

                    AssertSame(read, result);
                    Assert.That(read.Error, Is.EqualTo(error));
                    Assert.That(json.AsSpan().IndexOf("hidden"u8), Is.EqualTo(-1));
                },
                iter: 200);
    }

    [TestCaseSource(nameof(Required))]
    public void FromJson_WithoutARequiredField_NamesIt(string name)
    {
        var json = JsonNode.Parse(Completed().ToJson())!.AsObject();
        json.Remove(name);

        AssertRefused(json.ToJsonString(), $"$ has no field \"{name}\"");
    }

    [Test]
    public void FromJson_WithAFieldTwice_NamesIt()
    {
        foreach (var result in new[] { Completed(), Failed() })
        {
            var text = Encoding.UTF8.GetString(result.ToJson());
            foreach (var (name, value) in JsonNode.Parse(text)!.AsObject())
                AssertRefused($"{text[..^1]},\"{name}\":{value!.ToJsonString()}}}", $"$.{name} occurs twice");
        }
    }

    [TestCase("format", "\"shadowgraph-proof-result/2\"", "$.format must be")]
    [TestCase("later", "1", "$ has an unknown field")]
    [TestCase("request", "\"1\"", "$.request must be an id")]
    [TestCase("state", "\"queued\"", "$.state must be one of completed, failed, cancelled")]
    [TestCase("state", "\"failed\"", "$ must have the state")]
    [TestCase("circuit", "\"small\"", "$ must have the state, the circuit")]
    [TestCase("links", "7", "$ must have the state, the circuit and the links")]
    [TestCase("links", "-1", "$.links must be a whole number")]
    [TestCase("attempts", "2147483648", "$.attempts must be a whole number")]
    [TestCase("from_cache", "0", "$.from_cache must be true or false")]
    [TestCase("timings.total", "0.5", "$.timings.total must be a whole number")]
    [TestCase("timings.later", "1", "$.timings has an unknown field")]
    [TestCase("resources.peak_bytes", "9223372036854775808", "$.resources.peak_bytes must be a whole number")]
    [TestCase("opinion.belief", "1.5", "$.opinion must have numbers from 0 to 1")]
    [TestCase("opinion.score", "1000001", "$.opinion.score must be a whole number")]
    [TestCase("proof", "{}", "$.proof is not a proof")]
    [TestCase("proof", "1", "$.proof is not a proof")]
    [TestCase("error", "null", "$.error must be an object")]
    public void FromJson_WithAChangedValue_SaysWhereAndWhat(string path, string value, string problem)
    {
        var json = JsonNode.Parse(Completed().ToJson())!;
        var steps = path.Split('.');
        var node = json;
        foreach (var step in steps[..^1]) node = node[step]!;
        node[steps[^1]] = JsonNode.Parse(value);

        AssertRefused(json.ToJsonString(), problem);
    }

    [Test]
    public void FromJson_WithBothOrNeitherProofAndError_Refuses()
    {
        var both = JsonNode.Parse(Completed().ToJson())!.AsObject();
        both["error"] = JsonNode.Parse(Failed().ToJson())!["error"]!.DeepClone();
        AssertRefused(both.ToJsonString(), "$ must have either");

        var neither = JsonNode.Parse(Failed().ToJson())!.AsObject();
        neither.Remove("error");
        AssertRefused(neither.ToJsonString(), "$ must have either");

        var half = JsonNode.Parse(Completed().ToJson())!.AsObject();
        half.Remove("opinion");
        AssertRefused(half.ToJsonString(), "$ must have either");
    }

    [Test]
    public void FromJson_TooLong_IsRefusedUnread() => Assert.That(
        () => ProofResult.FromJson(new byte[2 << 20]), Throws.TypeOf<ProofFileException>().With.Message.Contains("more than the maximum of"));

    [Test]
    public void FromJson_CutShort_Throws()
    {
        var json = Completed().ToJson();
        for (var length = 0; length < json.Length; length += 41)
        {
            var end = length;
            Assert.That(() => ProofResult.FromJson(json.AsSpan(0, end)), Throws.TypeOf<ProofFileException>(), $"{length} bytes");
        }
    }

    [Test]
    public void ToJson_WithAnOpinionThatIsNone_Throws()
    {
        foreach (var belief in new[] { double.NaN, double.PositiveInfinity, 1.5, -0.5 })
        {
            var result = ProofResult.Completed(Id, Proof(CircuitSize.Large).Proof, new FusedOpinion(belief, 0, 0, 0, 0));
            Assert.That(result.ToJson, Throws.InvalidOperationException.With.Message.Contains("opinion"));
        }
    }

    [Test]
    public void ToJson_WithAMessageThatIsTooLong_Throws() => Assert.That(
        ProofResult.Ended(Id, new ProofError(ProofErrorType.ApiError, new string('x', 65_537))).ToJson,
        Throws.InvalidOperationException.With.Message.Contains("65537"));

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static ProofResult Completed() =>
        ProofResult.Completed(Id, Proof(CircuitSize.Large).Proof, Proof(CircuitSize.Large).Opinion, default, attempts: 2);

    private static ProofResult Failed() => ProofResult.Ended(Id, new ProofError(ProofErrorType.QueueFull, "full"));

    private static ProverResult Proof(CircuitSize size)
    {
        var job = new ProofJob(
            PipelineWorld.Popular, ProofStatement.Exact(), PipelineWorld.Recipient, PipelineWorld.Scope, PipelineWorld.Now);
        return CheapProof.For(job, ProofPlan.For(job.Opening.AttestationCount, size));
    }

    private static void AssertSame(ProofResult read, ProofResult result)
    {
        Assert.That(
            (read.RequestId, read.State, read.Timings, read.Resources, read.Circuit),
            Is.EqualTo((result.RequestId, result.State, result.Timings, result.Resources, result.Circuit)));
        Assert.That(
            (read.LinkCount, read.Attempts, read.IsFromCache), Is.EqualTo((result.LinkCount, result.Attempts, result.IsFromCache)));
        Assert.That(read.ToJson().AsSpan().SequenceEqual(result.ToJson()), Is.True);
    }

    private static void AssertRefused(string json, string problem) => Assert.That(
        () => ProofResult.FromJson(Encoding.UTF8.GetBytes(json)), Throws.TypeOf<ProofFileException>().With.Message.Contains(problem));
}
