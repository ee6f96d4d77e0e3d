using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch.Requests;

/// <summary>The sequence of a request's reports.</summary>
[TestFixture]
public sealed class PendingRequestTests
{
    private readonly PendingRequest _request =
        new(new RequestScope(Guid.NewGuid(), null), PipelineWorld.Request(), PipelineWorld.Now, 0, new ProofPipelineOptions());

    [Test]
    public void Report_OfAnEarlierMoment_MadeLater_IsGivenUpForTheNewer()
    {
        var first = _request.Report(Saying("a"), moment: 5);
        var same = _request.Report(Saying("a"), moment: 8);
        var overtaken = _request.Report(Saying("b"), moment: 7);
        var next = _request.Report(Saying("b"), moment: 9);

        Assert.That(first.Sequence, Is.EqualTo(1));
        Assert.That(same, Is.SameAs(first));
        Assert.That(overtaken, Is.SameAs(first));
        Assert.That((next.Sequence, next.Description), Is.EqualTo((2L, "b")));
    }

    private ProofProgress Saying(string description) => new()
    {
        RequestId = _request.Id,
        Sequence = 0,
        State = ProofState.Queued,
        Stage = ProofStage.Queued,
        Percent = 0,
        Description = description,
        Attempt = 0,
    };
}
