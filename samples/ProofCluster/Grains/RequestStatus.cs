using ProofCluster.Contract;

namespace ProofCluster.Grains;

/// <summary>The small part of a request's state, written at each step: ids, times, counts and the sealed result.</summary>
[GenerateSerializer, Immutable, Alias("proofs.Status")]
internal sealed record RequestStatus
{
    /// <summary>The phase of the request.</summary>
    [Id(0)]
    public RequestPhase Phase { get; init; }

    /// <summary>The number of starts, without starts that a stopping silo gave back.</summary>
    [Id(1)]
    public int Starts { get; init; }

    /// <summary>Whether the owner has cancelled the request.</summary>
    [Id(2)]
    public bool IsCancelAsked { get; init; }

    /// <summary>The time of acceptance, UTC.</summary>
    [Id(3)]
    public DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The time after which a proof is of no use, UTC.</summary>
    [Id(4)]
    public DateTimeOffset Deadline { get; init; }

    /// <summary>The time of the end, UTC.</summary>
    [Id(5)]
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    [Id(6)]
    public byte[] Digest { get; init; } = [];

    /// <summary>HMAC of the user's id.</summary>
    [Id(7)]
    public byte[] Owner { get; init; } = [];

    /// <summary>The result, sealed; null before the end.</summary>
    [Id(8)]
    public byte[]? SealedResult { get; init; }

    /// <summary>Whether the request has ended.</summary>
    public bool IsEnded => Phase > RequestPhase.Accepted;
}
