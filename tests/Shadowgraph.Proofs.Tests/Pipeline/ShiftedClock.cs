namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>The system's clock, set to another day: proofs are of a fixed one, whatever day it is.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _created = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_created);
}
