using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Errors;

/// <summary>A decision about the continuation after a failed attempt.</summary>
[JsonConverter(typeof(NoJsonConverter<RecoveryDecision>))]
public sealed record RecoveryDecision
{
    private RecoveryDecision()
    {
    }

    /// <summary>No decision: the next strategy is called.</summary>
    public static RecoveryDecision Next { get; } = new();

    /// <summary>The request has failed; no further strategy is called.</summary>
    public static RecoveryDecision GiveUp { get; } = new() { EndsRequest = true };

    /// <summary>Whether to make another attempt.</summary>
    public bool TriesAgain { get; private init; }

    /// <summary>Whether the request has failed for good.</summary>
    public bool EndsRequest { get; private init; }

    /// <summary>The delay before the next attempt; the request holds no slot meanwhile.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>The largest circuit of the next plan; null for the circuit of the last plan.</summary>
    public CircuitSize? MaxCircuitSize { get; private init; }

    /// <summary>The maximum number of threads from now on; null for the previous limit, initially none.</summary>
    public int? MaxDegreeOfParallelism { get; private init; }

    /// <summary>Whether to return unused memory to the system first.</summary>
    public bool CompactsMemory { get; private init; }

    /// <summary>Repeats the attempt unchanged.</summary>
    /// <param name="delay">The delay before the attempt; not negative.</param>
    public static RecoveryDecision RetryAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new() { TriesAgain = true, Delay = delay };
    }

    /// <summary>Proves the same claim immediately with a smaller circuit, in more links.</summary>
    /// <param name="maxCircuitSize">The largest allowed circuit from now on.</param>
    public static RecoveryDecision FallBackTo(CircuitSize maxCircuitSize)
    {
        if (!Enum.IsDefined(maxCircuitSize))
            throw new ArgumentOutOfRangeException(nameof(maxCircuitSize), maxCircuitSize, "Expected a defined size.");
        return new() { TriesAgain = true, MaxCircuitSize = maxCircuitSize };
    }

    /// <summary>Returns unused memory to the system, waits, and makes an attempt with fewer threads.</summary>
    /// <param name="delay">The delay before the attempt; not negative.</param>
    /// <param name="maxDegreeOfParallelism">The maximum number of threads from now on, at least 1; each thread has separate buffers.</param>
    public static RecoveryDecision RetryWithLess(TimeSpan delay, int maxDegreeOfParallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        return RetryAfter(delay) with { MaxDegreeOfParallelism = maxDegreeOfParallelism, CompactsMemory = true };
    }
}
