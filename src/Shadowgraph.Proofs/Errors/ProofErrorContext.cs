using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Errors;

/// <summary>Where and when an exception was caught.</summary>
[JsonConverter(typeof(NoJsonConverter<ProofErrorContext>))]
public readonly record struct ProofErrorContext
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What the request was at.</summary>
    public required ProofStage Stage { get; init; }

    /// <summary>The attempt, counted from 1; 0 if none had begun.</summary>
    public int Attempt { get; init; }

    /// <summary>The circuit in use; null before one was chosen.</summary>
    public CircuitSize? Circuit { get; init; }

    /// <summary>The request; null outside of one.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>What the attempt had used by then.</summary>
    public ResourceUse ResourceUse { get; init; }
}
