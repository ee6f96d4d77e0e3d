namespace ProofCluster.Contract;

/// <summary>The permits of a user over all fronts. The key of the grain is an HMAC of the user's id.</summary>
[Alias("proofs.IUserLimitGrain")]
public interface IUserLimitGrain : IGrainWithStringKey
{
    /// <summary>Takes a permit if available. A repetition with the same permit gets the same answer.</summary>
    [Alias("Acquire")]
    Task<PermitAnswer> Acquire(Guid permit);

    /// <summary>Gives a permit back.</summary>
    [Alias("GiveBack")]
    Task GiveBack(Guid permit);

    /// <summary>The number of permits that could be taken now.</summary>
    [Alias("Remaining")]
    Task<int> Remaining();
}

/// <summary>The answer of a limit.</summary>
/// <param name="RetryAfter">The time until a permit is available; zero for a granted permit.</param>
[GenerateSerializer, Immutable, Alias("proofs.PermitAnswer")]
public readonly record struct PermitAnswer([property: Id(0)] TimeSpan RetryAfter)
{
    /// <summary>Whether a permit was given.</summary>
    public bool IsAcquired => RetryAfter == TimeSpan.Zero;
}
