using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Isolation;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch.Isolation;

/// <summary>A host's logger that fails costs a message and nothing else.</summary>
[TestFixture]
public sealed class FailSafeLoggerTests
{
    [Test]
    public async Task Request_WithALoggerThatThrows_IsAnsweredAllTheSame([Values] bool alreadyWhenAsked)
    {
        await using var test = new PipelineUnderTest(
            replace: services => services with { Logger = new BrokenLogger(alreadyWhenAsked) });

        var result = await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
    }

    [Test]
    public void Log_PassesTheMessageOn()
    {
        var inner = new RecordingLogger<object>();

        new FailSafeLogger(inner).ServiceReturnedNull("IProofCache");

        Assert.That(inner.Messages.Single().Text, Does.StartWith("IProofCache returned null"));
    }

    private sealed class BrokenLogger(bool alreadyWhenAsked) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => alreadyWhenAsked ? throw new InvalidOperationException() : true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException();
    }
}
