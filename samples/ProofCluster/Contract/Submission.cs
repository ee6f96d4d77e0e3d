namespace ProofCluster.Contract;

/// <summary>A request on the way from a front to a silo: sealed, with the facts that the silo needs without opening it.</summary>
/// <param name="SealedRequest">The request as JSON, sealed under the id.</param>
/// <param name="Digest">SHA-256 of the content as given by the caller, 32 bytes.</param>
/// <param name="Owner">HMAC of the user's id, 32 bytes.</param>
/// <param name="Deadline">The time after which a proof is of no use, UTC.</param>
[GenerateSerializer, Immutable, Alias("proofs.Submission")]
public sealed record Submission(
    [property: Id(0)] byte[] SealedRequest, [property: Id(1)] byte[] Digest, [property: Id(2)] byte[] Owner, [property: Id(3)] DateTimeOffset Deadline)
{
    /// <summary>The lengths only: neither digest nor owner belongs in a log.</summary>
    public override string ToString() => $"{nameof(Submission)} {{ {SealedRequest.Length} bytes, until {Deadline:u} }}";
}
