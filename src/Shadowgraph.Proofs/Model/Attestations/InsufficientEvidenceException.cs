using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>No attestation that is active at the requested time holds any evidence: there is no score, and nothing to prove.</summary>
public sealed class InsufficientEvidenceException : ProofException
{
    /// <summary>Creates the exception for a time without active evidence.</summary>
    /// <param name="asOf">The requested time, 1970 or later.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970.</exception>
    public InsufficientEvidenceException(DateTimeOffset asOf)
        : this(UnixSeconds.From(asOf, nameof(asOf)))
    {
    }

    internal InsufficientEvidenceException(ulong asOf)
        : base($"No attestation has evidence at Unix time {asOf}: all are expired, have weight 0 or are wholly uncertain. "
            + "Publish attestations that expire later, or ask for an earlier time.") =>
        AsOf = DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(asOf, UnixSeconds.LastRepresentable));

    /// <summary>The requested time.</summary>
    public DateTimeOffset AsOf { get; }
}
