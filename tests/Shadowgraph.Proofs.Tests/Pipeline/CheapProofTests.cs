using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>What scripted provers hand out says what was asked for; only the mathematics is missing.</summary>
[TestFixture]
public sealed class CheapProofTests
{
    [Test]
    public async Task For_AnyJob_FailsNoCheckButTheKeyAndTheProof()
    {
        var verifier = await Proving.ProvingWorld.VerifierAsync(PipelineWorld.Now);
        var requests = new[]
        {
            PipelineWorld.Request(),
            PipelineWorld.LargeRequest(),
            new ProofRequest(PipelineWorld.Hidden, ProofStatement.Threshold(1).Anonymously())
            {
                Recipient = PipelineWorld.Recipient, Scope = PipelineWorld.Scope, Identity = PipelineWorld.HiddenIdentity,
            },
        };
        foreach (var request in requests)
        {
            var job = PipelineWorld.Job(request);
            var result = CheapProof.For(job, ProofPlan.For(job.Opening.AttestationCount, CircuitSize.Small));
            var expectation = new ProofExpectation
            {
                AcceptedRoots = [request.Opening.Root],
                Scope = request.Scope,
                Recipient = request.Recipient,
                Mode = request.Statement.IsAnonymous ? ProofMode.Anonymous : ProofMode.Disclosed,
                Subject = request.Opening.Subject,
                Bounds = request.Statement.Bounds ?? new ScoreBounds(result.Opinion.ScoreMillionths, result.Opinion.ScoreMillionths),
                AsOf = PipelineWorld.Now,
            };

            var failed = verifier.Verify(result.Proof, expectation).Failures.Select(failure => failure.Check).Distinct();

            Assert.That(failed, Is.EquivalentTo(new[] { ReputationCheck.VerificationKey }), request.ToString());
        }
    }

    [Test]
    public void Opening_OfEachSubject_LeadsToTheRoot()
    {
        Assert.That(() => PipelineWorld.Opening(0).Verify(), Throws.Nothing);
        Assert.That(() => PipelineWorld.Opening(PipelineWorld.SubjectCount - 1).Verify(), Throws.Nothing);
        Assert.That(PipelineWorld.Popular.AttestationCount, Is.EqualTo(300));
    }
}
