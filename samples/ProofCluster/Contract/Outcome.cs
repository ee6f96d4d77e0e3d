namespace ProofCluster.Contract;

/// <summary>Where a request stands, with its sealed result once it has ended.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="SealedResult">The result as JSON, sealed under the id; null before the end.</param>
/// <param name="Starts">How often it was begun, those given back by a silo that stopped left out.</param>
/// <param name="Silo">The silo that answers.</param>
/// <param name="AcceptedAt">When it was accepted, UTC.</param>
/// <param name="Last">The last report; null where this activation has none.</param>
[GenerateSerializer, Immutable, Alias("proofs.Outcome")]
public sealed record Outcome(
    [property: Id(0)] RequestPhase Phase, [property: Id(1)] byte[]? SealedResult, [property: Id(2)] int Starts, [property: Id(3)] string Silo,
    [property: Id(4)] DateTimeOffset AcceptedAt, [property: Id(5)] Report? Last)
{
    /// <summary>Whether the request has ended.</summary>
    public bool IsEnded => Phase > RequestPhase.Accepted;

    /// <summary>Phase, starts and silo.</summary>
    public override string ToString() => $"{nameof(Outcome)} {{ {Phase}, {Starts} starts, {Silo} }}";
}
