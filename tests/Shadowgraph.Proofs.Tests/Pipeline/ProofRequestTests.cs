using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Tests.Pipeline;

[TestFixture]
public sealed class ProofRequestTests
{
    private static readonly EvmAddress Wallet = EvmAddress.Parse("0x6813eb9362372eef6200f3b1dbc3f819671cba69");

    [Test]
    public void NewRequest_WithoutOpeningStatementOrScope_Throws()
    {
        Assert.Multiple(() =>
        {
            Assert.That(
                () => new ProofRequest(null!, ProofStatement.Exact()) { Recipient = Wallet },
                Throws.ArgumentNullException.With.Property("ParamName").EqualTo("opening"));
            Assert.That(
                () => new ProofRequest(PipelineWorld.Opening(0), null!) { Recipient = Wallet },
                Throws.ArgumentNullException.With.Property("ParamName").EqualTo("statement"));
            Assert.That(
                () => new ProofRequest(PipelineWorld.Opening(0), ProofStatement.Exact()) { Recipient = Wallet, Scope = null! },
                Throws.ArgumentNullException);
        });
    }

    [Test]
    public void NewRequest_WithTheLeast_HasTheDefaults()
    {
        var request = new ProofRequest(PipelineWorld.Opening(0), ProofStatement.Exact()) { Recipient = Wallet };

        Assert.Multiple(() =>
        {
            Assert.That(request.Scope, Is.EqualTo(ProofScope.None));
            Assert.That(request.Priority, Is.EqualTo(ProofPriority.Normal));
            Assert.That(request.MaxCircuitSize, Is.EqualTo(CircuitSize.Large));
            Assert.That(request.UserId.IsNone, Is.True);
            Assert.That(request.AsOf, Is.Null);
            Assert.That(request.Identity, Is.Null);
            Assert.That(request.QueueTimeout, Is.Null);
            Assert.That(request.Timeout, Is.Null);
        });
    }

    [TestCase(-1)]
    [TestCase(4)]
    [TestCase(int.MaxValue)]
    public void NewRequest_WithAPriorityThatIsNotDefined_Throws(int priority) =>
        Assert.That(() => Exact(priority: (ProofPriority)priority), Throws.TypeOf<ArgumentOutOfRangeException>());

    [TestCase(-1)]
    [TestCase(3)]
    public void NewRequest_WithASizeThatIsNotDefined_Throws(int size) =>
        Assert.That(() => Exact(size: (CircuitSize)size), Throws.TypeOf<ArgumentOutOfRangeException>());

    [TestCase(-1)]
    [TestCase(0)]
    [TestCase(24 * TimeSpan.TicksPerDay + 1)]
    [TestCase(long.MaxValue)]
    [TestCase(long.MinValue)]
    public void NewRequest_WithATimeoutThatCannotBe_Throws(long ticks)
    {
        var timeout = TimeSpan.FromTicks(ticks);
        foreach (var create in new Action[] { () => Exact(timeout: timeout), () => Exact(queueTimeout: timeout) })
            Assert.That(create, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("24 days"));
    }

    [TestCase(1)]
    [TestCase(24 * TimeSpan.TicksPerDay)]
    public void NewRequest_WithATimeoutAtTheEdge_KeepsIt(long ticks)
    {
        var timeout = TimeSpan.FromTicks(ticks);
        var request = Exact(timeout: timeout, queueTimeout: timeout);

        Assert.That((request.Timeout, request.QueueTimeout), Is.EqualTo(((TimeSpan?)timeout, (TimeSpan?)timeout)));
    }

    [Test]
    public void ToString_ShowsWhatIsAskedFor_AndNothingOfTheOpening()
    {
        var identity = PipelineWorld.HiddenIdentity;
        var request = new ProofRequest(PipelineWorld.Hidden, ProofStatement.Threshold(123_456).Anonymously())
        {
            Recipient = Wallet,
            Identity = identity,
            UserId = new("alice"),
        };

        Assert.That(
            request.ToString(),
            Is.EqualTo($"ProofRequest {{ Threshold, anonymous, Recipient = {Wallet}, Priority = Normal }}"));
    }

    private static ProofRequest Exact(
        ProofPriority priority = ProofPriority.Low,
        CircuitSize size = CircuitSize.Small,
        TimeSpan? timeout = null,
        TimeSpan? queueTimeout = null) => new(PipelineWorld.Opening(0), ProofStatement.Exact())
        {
            Recipient = Wallet,
            Priority = priority,
            MaxCircuitSize = size,
            Timeout = timeout,
            QueueTimeout = queueTimeout,
        };
}
