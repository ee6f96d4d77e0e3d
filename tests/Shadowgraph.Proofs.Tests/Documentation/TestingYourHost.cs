using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>The code of docs/testing-your-host.md. What stands between the marks is shown there.</summary>
internal static class TestingYourHost
{
    // readme: host
    /// <summary>What is tested: a service of the host's own.</summary>
    internal sealed class ProofService(IProofPipeline pipeline)
    {
        public async Task<string> AskAsync(ProofRequest request)
        {
            try
            {
                var ticket = await pipeline.SubmitAsync(request);
                var result = await ticket.Completion;
                return result.Error is { } error ? $"no proof: {error.Type}" : $"proof {result.Hash}";
            }
            catch (ProofErrorException e) when (e.Error.RetryAfter is { } wait)
            {
                return $"come back in {wait.TotalSeconds} s";
            }
        }
    }
    // readme: end

    // readme: request
    /// <summary>A request, from a registry that the test publishes itself.</summary>
    public static ProofRequest Request()
    {
        var subject = EvmAddress.Parse("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf");
        var registry = new AttestationRegistry();
        registry.Publish(subject,
        [
            new Attestation
            {
                Source = EvmAddress.Parse("0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718"),
                Target = subject,
                Opinion = new Opinion(Belief: 0.8, Disbelief: 0.1, Uncertainty: 0.1, BaseRate: 0.5),
                Weight = 1,
                Type = AttestationType.Trust,
                CreatedAt = DateTimeOffset.UnixEpoch,
            },
        ]);
        return new ProofRequest(registry.Open(subject), ProofStatement.Exact())
        {
            Recipient = EvmAddress.Parse("0x6813eb9362372eef6200f3b1dbc3f819671cba69"),
        };
    }
    // readme: end

    // readme: proof
    /// <summary>A proof that is well-formed and proves nothing: the curve's generators for its points, and all signals 0.</summary>
    public static ReputationProof Proof()
    {
        var points = Groth16Proof.FromJson("""
            {
              "protocol": "groth16", "curve": "bn128",
              "pi_a": ["1", "2", "1"],
              "pi_b": [
                ["10857046999023057135944570762232829481370756359578518086990519993285655852781",
                 "11559732032986387107991004021392285783925812861821192530917403151452391805634"],
                ["8495653923123431417604973247489272438418190587263600148770280649306958101930",
                 "4082367875863433681332203403145435568316851327593401208105741076214120093531"],
                ["1", "0"]],
              "pi_c": ["1", "2", "1"]
            }
            """u8);
        return new ReputationProof(
            CircuitSize.Small, verificationKeyHash: new string('0', 64), [new ReputationProofLink(points, new Fr[10])]);
    }
    // readme: end

    public static async Task<string> Completed()
    {
        // readme: completed
        var pipeline = Substitute.For<IProofPipeline>();
        var done = ProofResult.Completed(Guid.NewGuid(), Proof(), opinion: default);
        pipeline.SubmitAsync(default!).ReturnsForAnyArgs(new ProofTicket(done.RequestId, Task.FromResult(done)));

        var answer = await new ProofService(pipeline).AskAsync(Request());

        Assert.That(answer, Is.EqualTo($"proof {done.Hash}"));
        // readme: end
        return answer;
    }

    public static async Task<string> Failed()
    {
        // readme: failed
        var pipeline = Substitute.For<IProofPipeline>();
        var error = new ProofError(ProofErrorType.InsufficientEvidence, "Nothing is active.");
        var failed = ProofResult.Ended(Guid.NewGuid(), error);
        pipeline.SubmitAsync(default!).ReturnsForAnyArgs(new ProofTicket(failed.RequestId, Task.FromResult(failed)));

        var answer = await new ProofService(pipeline).AskAsync(Request());

        Assert.That(answer, Is.EqualTo("no proof: InsufficientEvidence"));
        // readme: end
        return answer;
    }

    public static async Task<string> Refused()
    {
        // readme: refused
        var pipeline = Substitute.For<IProofPipeline>();
        var error = new ProofError(ProofErrorType.RateLimitExceeded, "Too many.") { RetryAfter = TimeSpan.FromSeconds(30) };
        pipeline.SubmitAsync(default!).ThrowsAsyncForAnyArgs(new ProofErrorException(error));

        var answer = await new ProofService(pipeline).AskAsync(Request());

        Assert.That(answer, Is.EqualTo("come back in 30 s"));
        // readme: end
        return answer;
    }

    public static async Task<string> WholePipeline()
    {
        // readme: prover
        var prover = Substitute.For<IProver>();
        prover.Plan(default!, default).ReturnsForAnyArgs(call =>
            ProofPlan.For(call.Arg<ProofJob>().Opening.AttestationCount, call.Arg<CircuitSize>()));
        prover.ProveAsync(default!, default!).ThrowsAsyncForAnyArgs(new StatementNotSatisfiedException(ScoreBounds.AtLeast(900_000)));
        var services = new ServiceCollection();
        services.AddSingleton(prover);
        services.AddSingleton(Substitute.For<IProofValidator>()); // the default one checks proofs with keys
        services.AddProofPipeline();
        await using var provider = services.BuildServiceProvider();

        var answer = await new ProofService(provider.GetRequiredService<IProofPipeline>()).AskAsync(Request());

        Assert.That(answer, Is.EqualTo("no proof: StatementNotSatisfied"));
        // readme: end
        return answer;
    }

    public static IReadOnlyList<AuditEntry> Audit()
    {
        // readme: audit
        var audit = Substitute.For<IAuditTrail>();
        var alice = new ProofUserId("alice");
        var entry = new AuditEntry(
            sequence: 1, DateTimeOffset.UtcNow, new AuditEvent { Action = AuditAction.Requested, UserId = alice }, hash: new string('0', 64));
        audit.GetByUser(default).ReturnsForAnyArgs([entry]);

        Assert.That(audit.GetByUser(alice).Single().Action, Is.EqualTo(AuditAction.Requested));
        // readme: end
        return audit.GetByUser(alice);
    }
}
