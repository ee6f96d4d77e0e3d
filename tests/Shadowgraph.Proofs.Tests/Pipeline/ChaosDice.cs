namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Chance that is the same in every run.</summary>
internal static class ChaosDice
{
    /// <summary>A generator for one of many actors, or one of many calls.</summary>
    public static Random Of(int seed, int number) => new(unchecked((int)((uint)(seed * 1_000_003 + number) * 2_654_435_769u)));
}
