using System.Text;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs;

/// <summary>A classified error: type, possible remedy, time and place. Immutable; holds no secret.</summary>
[JsonConverter(typeof(ProofErrorJsonConverter))]
public sealed record ProofError
{
    /// <summary>Creates an error with the severity and recoverability of its type.</summary>
    /// <param name="type">The type of error.</param>
    /// <param name="message">Problem, place and remedy; without secrets.</param>
    /// <exception cref="ArgumentOutOfRangeException">The type is not defined.</exception>
    public ProofError(ProofErrorType type, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var known = ProofErrorTypes.Describe(type);
        Type = type;
        Message = message;
        Severity = known.Severity;
        Recoverability = known.Recoverability;
    }

    /// <summary>The type of error.</summary>
    public ProofErrorType Type { get; }

    /// <summary>Problem, place and remedy.</summary>
    /// <value>Unpaired surrogates, which can't be encoded, are replaced by U+FFFD.</value>
    public string Message
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)) : value;
        }
    }

    /// <summary>The severity for an operator.</summary>
    /// <value>Default: that of the type.</value>
    public ProofErrorSeverity Severity { get; init; }

    /// <summary>Whether a retry or a fallback may help.</summary>
    /// <value>Default: that of the type.</value>
    public ProofErrorRecoverability Recoverability { get; init; }

    /// <summary>The time of the error, UTC.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>The attempt that failed, counted from 1; 0 before the first attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>The circuit in use; null before the choice of a circuit.</summary>
    public CircuitSize? Circuit { get; init; }

    /// <summary>The id of the request; null outside of a request.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The resources used by the attempt up to the error.</summary>
    public ResourceUse ResourceUse { get; init; }

    /// <summary>The recommended delay before a retry, from <see cref="OccurredAt"/>; null if unknown.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether the cause is a stop of the pipeline, so that another instance may take the request. False for a requested cancellation.
    /// </summary>
    public bool IsByStop { get; init; }

    /// <summary>The underlying exception, if any.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Type and message.</summary>
    public override string ToString() => $"{Type}: {Message}";
}
