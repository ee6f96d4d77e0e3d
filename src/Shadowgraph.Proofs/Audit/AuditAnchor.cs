using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>A point of a chain: the number and the hash of an entry. An anchor stored elsewhere reveals later changes to earlier entries.</summary>
[JsonConverter(typeof(NoJsonConverter<AuditAnchor>))]
public readonly record struct AuditAnchor
{
    /// <summary>The maximum number when reading: the largest integer that every JSON reader represents exactly, far beyond the length of any
    /// chain.</summary>
    internal const long MaxSequence = (1L << 53) - 1;

    /// <summary>Creates an anchor from stored values.</summary>
    /// <param name="sequence">The entry's number, 0 for the beginning, at most 2⁵³ - 1.</param>
    /// <param name="hash">The entry's hash: 64 hexadecimal digits in lower case.</param>
    /// <exception cref="ArgumentException">The number or the hash is not valid.</exception>
    public AuditAnchor(long sequence, string hash)
        : this(sequence, DigestOf(hash))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, MaxSequence);
    }

    internal AuditAnchor(long sequence, AuditDigest digest) => (Sequence, Digest) = (sequence, digest);

    /// <summary>The entry's number; 0 for the beginning, before the first entry.</summary>
    public long Sequence { get; }

    /// <summary>The entry's hash, 64 hexadecimal digits in lower case; all zero for the beginning.</summary>
    public string Hash => Digest.ToString();

    internal AuditDigest Digest { get; }

    /// <exception cref="ArgumentException">The hash is not valid.</exception>
    internal static AuditDigest DigestOf(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return AuditDigest.Parse(hash) ?? throw new ArgumentException("A hash is 64 hexadecimal digits in lower case.", nameof(hash));
    }
}
