using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Tests.Errors;

/// <summary>A classifier, and where its exceptions were caught.</summary>
internal static class ClassifierWorld
{
    public static readonly ProofErrorContext Context = new()
    {
        OccurredAt = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero),
        Stage = ProofStage.Proving,
        Attempt = 2,
        Circuit = CircuitSize.Medium,
        RequestId = Guid.Parse("11111111-2222-3333-4444-555555555555"),
        ResourceUse = new ResourceUse { MemoryBytes = 1 << 20, Processors = 4, Duration = TimeSpan.FromSeconds(3) },
    };

    private static readonly ErrorClassifier Classifier = new();

    public static ProofError Classify(Exception exception, ProofStage stage = ProofStage.Proving) =>
        Classifier.Classify(exception, Context with { Stage = stage });

    public static ProofError Classify(Exception exception, in ProofErrorContext context) => Classifier.Classify(exception, context);

    public static Exception Caught(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            return e;
        }

        throw new AssertionException("An exception was expected.");
    }

    public static async Task<Exception> CaughtAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e)
        {
            return e;
        }

        throw new AssertionException("An exception was expected.");
    }
}
