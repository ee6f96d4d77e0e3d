namespace ProofCluster.Grains;

/// <summary>The large part of a request's state: written when it is accepted, cleared when it has ended.</summary>
[GenerateSerializer, Immutable, Alias("proofs.Payload")]
internal sealed record RequestPayload
{
    /// <summary>The request, sealed.</summary>
    [Id(0)]
    public byte[]? Sealed { get; init; }
}
