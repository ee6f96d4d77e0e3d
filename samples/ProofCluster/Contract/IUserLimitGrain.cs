namespace ProofCluster.Contract;

/// <summary>The permits of one user over all fronts. Its key is an HMAC of the user's id.</summary>
[Alias("proofs.IUserLimitGrain")]
public interface IUserLimitGrain : IGrainWithStringKey
{
    /// <summary>Takes a permit, if there is one. The same permit again is the same answer.</summary>
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
/// <param name="RetryAfter">The time until there is a permit again; zero if one was given.</param>
[GenerateSerializer, Immutable, Alias("proofs.PermitAnswer")]
public readonly record struct PermitAnswer([property: Id(0)] TimeSpan RetryAfter)
{
    /// <summary>Whether a permit was given.</summary>
    public bool IsAcquired => RetryAfter == TimeSpan.Zero;
}
