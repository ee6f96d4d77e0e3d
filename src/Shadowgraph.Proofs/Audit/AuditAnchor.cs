namespace Shadowgraph.Proofs.Audit;

/// <summary>A point of a chain: the entry with a number, and its hash. Kept elsewhere, it shows when entries before it were changed.</summary>
public readonly record struct AuditAnchor
{
    /// <summary>The highest number that is read: the highest that every reader of JSON takes exactly. Chains do not come near it.</summary>
    internal const long MaxSequence = (1L << 53) - 1;

    internal AuditAnchor(long sequence, AuditDigest digest) => (Sequence, Digest) = (sequence, digest);

    /// <summary>The entry's number; 0 for the beginning, before the first entry.</summary>
    public long Sequence { get; }

    /// <summary>The entry's hash, 64 hexadecimal digits in lower case; all zero for the beginning.</summary>
    public string Hash => Digest.ToString();

    internal AuditDigest Digest { get; }
}
