using CsCheck;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>What stands before whom.</summary>
[TestFixture]
public sealed class WaitingLineTests
{
    [Test]
    public void Before_WhoeverCameAndLeft_IsWhatStandsThere() =>
        Gen.Int[0, 99].Array[1, 200].Sample(steps =>
        {
            var line = new WaitingLine();
            var expected = new List<InFlightProof>();
            foreach (var step in steps)
            {
                // Two come for each that leaves, from anywhere.
                if (step % 3 == 0 && expected.Count > 0)
                {
                    var leaving = expected[step % expected.Count];
                    expected.Remove(leaving);
                    line.Leave(leaving);
                }
                else
                {
                    var inFlight = FlightOf(1 + step);
                    expected.Add(inFlight);
                    line.Enter(inFlight);
                }

                Assert.That(line.Total, Is.EqualTo((expected.Count, expected.Sum(inFlight => inFlight.Plan.WorkUnits))));
                for (var i = 0; i < expected.Count; i++)
                    Assert.That(line.Before(expected[i]), Is.EqualTo((i, expected.Take(i).Sum(inFlight => inFlight.Plan.WorkUnits))));
            }
        }, iter: 50);

    [Test]
    public void PositionOf_CountsTheMoreUrgent_AndThoseBefore()
    {
        var ahead = new Backlog();
        InFlightProof[] flights = [FlightOf(1), FlightOf(2), FlightOf(3, ProofPriority.High), FlightOf(4)];
        foreach (var inFlight in flights) ahead.Enter(inFlight);
        Assert.That(flights.Select(ahead.PositionOf), Is.EqualTo(new[] { 1, 2, 0, 3 }));

        ahead.Raise(flights[3], ProofPriority.High);
        Assert.That(flights.Select(ahead.PositionOf), Is.EqualTo(new[] { 2, 3, 0, 1 }));

        ahead.Begin(flights[2]);
        ahead.End(flights[1]);
        Assert.That((ahead.PositionOf(flights[0]), ahead.PositionOf(flights[3])), Is.EqualTo((1, 0)));
        var work = flights[2].Plan.WorkUnits + flights[3].Plan.WorkUnits;
        Assert.That(ahead.Of(flights[3]), Is.EqualTo(work), "What was behind it and left changes nothing.");
        Assert.That(ahead.Of(flights[0]), Is.EqualTo(work + flights[0].Plan.WorkUnits));
    }

    private static InFlightProof FlightOf(int attestations, ProofPriority priority = ProofPriority.Normal)
    {
        var request = PipelineWorld.Request(priority: priority);
        var pending = new PendingRequest(new RequestScope(Guid.NewGuid(), null), request, PipelineWorld.Now, 0, new ProofPipelineOptions());
        var job = PipelineWorld.Job(request);
        var admitted = new AdmittedRequest(job, new ProofPlan(CircuitSize.Small, attestations), ProofCacheKeys.Of(job, CircuitSize.Small));
        return new InFlightProof(pending, admitted, PermitLease.Acquired(), new ChangeSignal());
    }
}
