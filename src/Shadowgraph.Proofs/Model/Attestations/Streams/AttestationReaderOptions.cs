namespace Shadowgraph.Proofs;

/// <summary>Form and limits of the streams of <see cref="AttestationReader"/>. Immutable.</summary>
public sealed record AttestationReaderOptions
{
    /// <summary>The unit of created_at and expires_at. A number that is obviously in the wrong unit is an error, never converted.</summary>
    /// <value>The default is <see cref="JsonTimeUnit.Seconds"/>. Records of the Ethereum Attestation Service are always in seconds.</value>
    public JsonTimeUnit TimeUnit { get; init; } = JsonTimeUnit.Seconds;

    /// <summary>The maximum size of a record in bytes, which bounds the reader's memory.</summary>
    /// <value>The default is 1 MiB. The range is 1 KiB to 1 GiB.</value>
    public int MaxRecordBytes { get; init; } = 1 << 20;

    /// <summary>The maximum number of records.</summary>
    /// <value>The default is 1 000 000 000.</value>
    public long MaxRecords { get; init; } = 1_000_000_000;

    /// <summary>
    /// Called for each invalid record after which reading can continue: true skips the record, false throws the exception. With null the first
    /// invalid record throws.
    /// </summary>
    public Func<InvalidRecordException, bool>? SkipInvalid { get; init; }

    /// <summary>Reads JSON records as attestations of the Ethereum Attestation Service; null for this library's own records.</summary>
    public EasMapping? Eas { get; init; }

    /// <summary>Reads CSV with the columns i, j, v of OpenRank and EigenTrust; null for this library's own columns.</summary>
    public OpenRankMapping? OpenRank { get; init; }
}
