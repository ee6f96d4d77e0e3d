using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Tests.Pipeline;

[TestFixture]
public sealed class ProofResultTests
{
    private static readonly Guid Id = Guid.Parse("6b1c0f3e-5a52-4b7a-9c1d-0d4b5a0e7f11");

    /// <summary>Computed anew from the documentation alone: text, numbers and hash are taken from the proof's files.</summary>
    [TestCase(CircuitSize.Small, 5)]
    [TestCase(CircuitSize.Medium, 2)]
    [TestCase(CircuitSize.Large, 1)]
    public void Hash_IsThatOfTheDocumentedLayout(CircuitSize size, int links)
    {
        var proof = Proved(size).Proof!;
        Assert.That(proof.Links, Has.Count.EqualTo(links));
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.ASCII.GetBytes("shadowgraph.proofs/proof/v1"));
        bytes.WriteByte(0);
        Write(bytes, (int)size);
        Write(bytes, links);
        bytes.Write(Convert.FromHexString(proof.VerificationKeyHash));
        foreach (var link in proof.Links)
        {
            using var points = JsonDocument.Parse(link.Proof.ToJson());
            foreach (var number in Numbers(points.RootElement.GetProperty("pi_a")).Take(2)) Write(bytes, number);
            foreach (var number in Numbers(points.RootElement.GetProperty("pi_b")).Take(4)) Write(bytes, number);
            foreach (var number in Numbers(points.RootElement.GetProperty("pi_c")).Take(2)) Write(bytes, number);
            using var signals = JsonDocument.Parse(PublicSignals.ToJson(link.Signals));
            foreach (var number in Numbers(signals.RootElement)) Write(bytes, number);
        }

        Assert.That(bytes.Length, Is.EqualTo(28 + 8 + 32 + links * 18 * 32));
        Assert.That(Proved(proof).Hash, Is.EqualTo($"0x{Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))}"));
    }

    [Test]
    public void Hash_OfProofsThatDifferInOneSignal_Differs()
    {
        var (one, other) = (Proved(CircuitSize.Large), Proved(CircuitSize.Large, minimum: 2));

        Assert.That(Proved(one.Proof!).Hash, Is.EqualTo(one.Hash));
        Assert.That(other.Hash, Is.Not.EqualTo(one.Hash));
    }

    [Test]
    public void Completed_HasProofSignalsAndOpinion_AndNoError()
    {
        var result = Proved(CircuitSize.Medium);

        Assert.Multiple(() =>
        {
            Assert.That((result.RequestId, result.State), Is.EqualTo((Id, ProofState.Completed)));
            Assert.That((result.Circuit, result.LinkCount, result.Attempts), Is.EqualTo(((CircuitSize?)CircuitSize.Medium, 2, 3)));
            Assert.That(result.PublicSignals.SequenceEqual(result.Proof!.Links[1].Signals), Is.True);
            Assert.That(result.FusedOpinion, Is.Not.Null);
            Assert.That(result.Error, Is.Null);
            Assert.That(result.EnsureCompleted(), Is.SameAs(result));
        });
    }

    [TestCase(ProofErrorType.OutOfMemory, ProofState.Failed)]
    [TestCase(ProofErrorType.QueueFull, ProofState.Failed)]
    [TestCase(ProofErrorType.ProofGenerationCancelled, ProofState.Cancelled)]
    public void Ended_HasTheErrorAndNothingElse(ProofErrorType type, ProofState state)
    {
        var cause = new InvalidOperationException("cause");
        var error = new ProofError(type, "message") { Exception = cause };
        var result = ProofResult.Ended(Id, error, default, ProofPlan.For(300, CircuitSize.Small), 2);

        Assert.Multiple(() =>
        {
            Assert.That((result.State, result.Error), Is.EqualTo((state, error)));
            Assert.That((result.Circuit, result.LinkCount, result.Attempts), Is.EqualTo(((CircuitSize?)CircuitSize.Small, 5, 2)));
            Assert.That(result.Proof, Is.Null);
            Assert.That(result.Hash, Is.Null);
            Assert.That(result.FusedOpinion, Is.Null);
            Assert.That(result.PublicSignals.Length, Is.Zero);
        });
        var thrown = Assert.Throws<ProofErrorException>(() => result.EnsureCompleted())!;
        Assert.That((thrown.Error, thrown.InnerException, thrown.Message), Is.EqualTo((error, cause, "message")));
    }

    [Test]
    public void Ended_WithoutAPlan_HasNoCircuit()
    {
        var result = ProofResult.Ended(Id, new ProofError(ProofErrorType.QueueFull, ""), default, plan: null, attempts: 0);

        Assert.That((result.Circuit, result.LinkCount), Is.EqualTo(((CircuitSize?)null, 0)));
    }

    [Test]
    public void ToString_ShowsStateCircuitLinksAndAttempts_AndNothingOfProofOrOpinion()
    {
        var completed = Proved(CircuitSize.Small);
        var error = new ProofError(ProofErrorType.InvalidWitnessData, "hidden") { Exception = new InvalidOperationException("hidden") };
        var failed = ProofResult.Ended(Id, error, default, plan: null, attempts: 1);

        Assert.That(completed.ToString(), Is.EqualTo($"ProofResult {{ {Id}, Completed, Circuit = Small, Links = 5, Attempts = 3 }}"));
        Assert.That(failed.ToString(), Is.EqualTo($"ProofResult {{ {Id}, Failed, InvalidWitnessData, Circuit = , Links = 0, Attempts = 1 }}"));
    }

    private static ProofResult Proved(CircuitSize size, int minimum = 1)
    {
        var job = new ProofJob(
            PipelineWorld.Popular, ProofStatement.Threshold(minimum), PipelineWorld.Recipient, PipelineWorld.Scope, PipelineWorld.Now);
        return Proved(CheapProof.For(job, ProofPlan.For(job.Opening.AttestationCount, size)).Proof);
    }

    private static ProofResult Proved(ReputationProof proof) =>
        ProofResult.Completed(Id, proof, PipelineWorld.Popular.Fuse(PipelineWorld.Now), default, attempts: 3);

    private static IEnumerable<BigInteger> Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Numbers)
        : [BigInteger.Parse(element.GetString()!, CultureInfo.InvariantCulture)];

    private static void Write(MemoryStream stream, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        stream.Write(bytes);
    }

    private static void Write(MemoryStream stream, BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        stream.Write(new byte[32 - bytes.Length]);
        stream.Write(bytes);
    }
}
