using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Errors;

/// <summary>What to do after a failed attempt.</summary>
[JsonConverter(typeof(NoJsonConverter<RecoveryDecision>))]
public sealed record RecoveryDecision
{
    private RecoveryDecision()
    {
    }

    /// <summary>This strategy has nothing to say: ask the next one.</summary>
    public static RecoveryDecision Next { get; } = new();

    /// <summary>The request has failed; no other strategy is asked.</summary>
    public static RecoveryDecision GiveUp { get; } = new() { EndsRequest = true };

    /// <summary>Whether to try again.</summary>
    public bool TriesAgain { get; private init; }

    /// <summary>Whether the request has failed for good.</summary>
    public bool EndsRequest { get; private init; }

    /// <summary>How long to wait before; the slot is given back meanwhile.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>The largest circuit of the next plan; null for that of the last one.</summary>
    public CircuitSize? MaxCircuitSize { get; private init; }

    /// <summary>The most threads from now on; null for what held before, at first as many as can be had.</summary>
    public int? MaxDegreeOfParallelism { get; private init; }

    /// <summary>Whether to give unused memory back to the system first.</summary>
    public bool CompactsMemory { get; private init; }

    /// <summary>Tries the same again.</summary>
    /// <param name="delay">How long to wait before; not negative.</param>
    public static RecoveryDecision RetryAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new() { TriesAgain = true, Delay = delay };
    }

    /// <summary>Proves the same claim with a smaller circuit, in more links, at once.</summary>
    /// <param name="maxCircuitSize">The largest circuit to use from now on.</param>
    public static RecoveryDecision FallBackTo(CircuitSize maxCircuitSize)
    {
        if (!Enum.IsDefined(maxCircuitSize))
            throw new ArgumentOutOfRangeException(nameof(maxCircuitSize), maxCircuitSize, "Expected a defined size.");
        return new() { TriesAgain = true, MaxCircuitSize = maxCircuitSize };
    }

    /// <summary>Gives unused memory back, waits, and tries again with fewer threads.</summary>
    /// <param name="delay">How long to wait before; not negative.</param>
    /// <param name="maxDegreeOfParallelism">The most threads from now on, at least 1: each has buffers of its own.</param>
    public static RecoveryDecision RetryWithLess(TimeSpan delay, int maxDegreeOfParallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        return RetryAfter(delay) with { MaxDegreeOfParallelism = maxDegreeOfParallelism, CompactsMemory = true };
    }
}
