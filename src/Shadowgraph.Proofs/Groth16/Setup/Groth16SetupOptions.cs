namespace Shadowgraph.Proofs.Groth16.Setup;

/// <summary>How <see cref="Groth16Setup"/> works.</summary>
public sealed record Groth16SetupOptions
{
    /// <summary>The most threads to use at once.</summary>
    /// <value>0, the default, means one for each processor; 1 or more means that many.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }
}
