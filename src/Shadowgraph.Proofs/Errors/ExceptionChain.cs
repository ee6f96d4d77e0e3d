namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// An exception and those inside of it, outermost first. Cycles are walked once, and no more than <see cref="Most"/> are looked at.
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

    // What was cancelled beside a failure was cancelled because of it.
    private static IEnumerable<Exception> Causes(AggregateException several)
    {
        var first = several.InnerExceptions.Take(Most);
        var failures = first.Where(inner => inner is not OperationCanceledException);
        return failures.Any() ? failures : first;
    }
}
