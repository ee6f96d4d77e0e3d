namespace Shadowgraph.Proofs;

/// <summary>An attestation and its place in the source stream. Immutable.</summary>
public sealed record AttestationRecord
{
    /// <summary>The number of the record, from 1; skipped records are counted.</summary>
    public required long Number { get; init; }

    /// <summary>The line on which the record begins, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>The attestation, valid by <see cref="Proofs.Attestation.Validate"/>.</summary>
    public required Attestation Attestation { get; init; }

    /// <summary>The place only: the contents of an attestation are confidential.</summary>
    public override string ToString() => $"record {Number}, line {Line}";
}
