namespace ProofCluster.Grains;

/// <summary>The large part of a request's state: written at the acceptance, cleared at the end.</summary>
[GenerateSerializer, Immutable, Alias("proofs.Payload")]
internal sealed record RequestPayload
{
    /// <summary>The request, sealed.</summary>
    [Id(0)]
    public byte[]? Sealed { get; init; }
}
