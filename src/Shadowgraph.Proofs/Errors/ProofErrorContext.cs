using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Errors;

/// <summary>Place and time at which an exception was caught.</summary>
[JsonConverter(typeof(NoJsonConverter<ProofErrorContext>))]
public readonly record struct ProofErrorContext
{
    /// <summary>The time, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The stage of the request.</summary>
    public required ProofStage Stage { get; init; }

    /// <summary>The attempt, counted from 1; 0 before the first attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>The circuit in use; null before the choice of a circuit.</summary>
    public CircuitSize? Circuit { get; init; }

    /// <summary>The id of the request; null outside of a request.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The resources used by the attempt up to the exception.</summary>
    public ResourceUse ResourceUse { get; init; }
}
