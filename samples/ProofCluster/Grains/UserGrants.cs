namespace ProofCluster.Grains;

/// <summary>The permits that a user has taken lately, the oldest first.</summary>
[GenerateSerializer, Immutable, Alias("proofs.Grants")]
internal sealed record UserGrants
{
    /// <summary>The permits.</summary>
    [Id(0)]
    public Grant[] Taken { get; init; } = [];

    /// <summary>The permits within a window that ends now.</summary>
    public Grant[] Within(TimeSpan window, DateTimeOffset now) => Array.FindAll(Taken, grant => grant.At > now - window);
}

/// <summary>A permit.</summary>
/// <param name="Permit">The name of the permit, for repeated calls and for giving back.</param>
/// <param name="At">The time of taking, UTC.</param>
[GenerateSerializer, Immutable, Alias("proofs.Grant")]
internal readonly record struct Grant([property: Id(0)] Guid Permit, [property: Id(1)] DateTimeOffset At);
