namespace Shadowgraph.Proofs;

/// <summary>All attestations of a subject in a stream, in stream order. Immutable.</summary>
public sealed record SubjectAttestations
{
    /// <summary>The subject.</summary>
    public required EvmAddress Subject { get; init; }

    /// <summary>At least one record, each of this subject.</summary>
    public required IReadOnlyList<AttestationRecord> Records { get; init; }

    /// <summary>The attestations of the records.</summary>
    public IEnumerable<Attestation> Attestations => Records.Select(record => record.Attestation);

    /// <summary>The subject and the count only: the contents of an attestation are confidential.</summary>
    public override string ToString() => $"{Subject}: {Records.Count} attestations";
}
