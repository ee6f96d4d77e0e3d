namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// An exception and its inner exceptions, outermost first. Cycles are visited once, and at most <see cref="Most"/> exceptions are visited.
/// </summary>
internal static class ExceptionChain
{
    public const int Most = 64;

    public static List<Exception> Of(Exception outermost)
    {
        var chain = new List<Exception>(1);
        var ahead = new Stack<Exception>([outermost]);
        while (chain.Count < Most && ahead.TryPop(out var next))
        {
            if (chain.Exists(seen => ReferenceEquals(seen, next))) continue;
            chain.Add(next);
            if (next is AggregateException several)
            {
                foreach (var inner in Causes(several).Reverse()) ahead.Push(inner);
            }
            else if (next.InnerException is { } inner)
            {
                ahead.Push(inner);
            }
        }

        return chain;
    }

    // A cancellation beside a failure is a consequence of the failure.
    private static IEnumerable<Exception> Causes(AggregateException several)
    {
        var first = several.InnerExceptions.Take(Most);
        var failures = first.Where(inner => inner is not OperationCanceledException);
        return failures.Any() ? failures : first;
    }
}
