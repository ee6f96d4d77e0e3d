namespace ProofCluster.Contract;

/// <summary>The phase of a request, with the sealed result after the end.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="SealedResult">The result as JSON, sealed under the id; null before the end.</param>
/// <param name="Starts">The number of starts, without starts that a stopping silo gave back.</param>
/// <param name="Silo">The silo that answers.</param>
/// <param name="AcceptedAt">The time of acceptance, UTC.</param>
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
