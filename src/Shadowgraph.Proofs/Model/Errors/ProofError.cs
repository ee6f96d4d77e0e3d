using System.Text;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs;

/// <summary>A classified error: what went wrong, what may help, and when and where it happened. Immutable; holds no secret.</summary>
[JsonConverter(typeof(ProofErrorJsonConverter))]
public sealed record ProofError
{
    /// <summary>Makes an error with the severity and recoverability of its type.</summary>
    /// <param name="type">What went wrong.</param>
    /// <param name="message">What was wrong, where, and what to do; without secrets.</param>
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

    /// <summary>What went wrong.</summary>
    public ProofErrorType Type { get; }

    /// <summary>What was wrong, where, and what to do.</summary>
    /// <value>Halves of surrogate pairs, which no text can be written with, are replaced by U+FFFD.</value>
    public string Message
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)) : value;
        }
    }

    /// <summary>How much it should worry an operator.</summary>
    /// <value>Default: that of the type.</value>
    public ProofErrorSeverity Severity { get; init; }

    /// <summary>What may help.</summary>
    /// <value>Default: that of the type.</value>
    public ProofErrorRecoverability Recoverability { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>The attempt it ended, counted from 1; 0 if none had begun.</summary>
    public int Attempt { get; init; }

    /// <summary>The circuit in use; null before one was chosen.</summary>
    public CircuitSize? Circuit { get; init; }

    /// <summary>The request it belongs to; null outside of one.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>What the attempt had used by then.</summary>
    public ResourceUse ResourceUse { get; init; }

    /// <summary>When it makes sense to come back, from <see cref="OccurredAt"/>; null if that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether the pipeline was stopped: another instance may take the request. False for a cancellation that somebody asked for.
    /// </summary>
    public bool IsByStop { get; init; }

    /// <summary>The exception behind it, if there was one.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Type and message.</summary>
    public override string ToString() => $"{Type}: {Message}";
}
