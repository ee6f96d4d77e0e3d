using ProofCluster.Contract;

namespace ProofCluster.Grains;

/// <summary>The small part of a request's state, written at each step: ids, times, counts and what is sealed.</summary>
[GenerateSerializer, Immutable, Alias("proofs.Status")]
internal sealed record RequestStatus
{
    /// <summary>Where the request stands.</summary>
    [Id(0)]
    public RequestPhase Phase { get; init; }

    /// <summary>How often it was begun; a start that a stopping silo gave back does not count.</summary>
    [Id(1)]
    public int Starts { get; init; }

    /// <summary>Whether its owner has asked for its end.</summary>
    [Id(2)]
    public bool IsCancelAsked { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    [Id(3)]
    public DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The time after which its proof is of no use, UTC.</summary>
    [Id(4)]
    public DateTimeOffset Deadline { get; init; }

    /// <summary>When it ended, UTC.</summary>
    [Id(5)]
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>SHA-256 of its content.</summary>
    [Id(6)]
    public byte[] Digest { get; init; } = [];

    /// <summary>HMAC of its user's id.</summary>
    [Id(7)]
    public byte[] Owner { get; init; } = [];

    /// <summary>Its result, sealed; null before the end.</summary>
    [Id(8)]
    public byte[]? SealedResult { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool IsEnded => Phase > RequestPhase.Accepted;
}
