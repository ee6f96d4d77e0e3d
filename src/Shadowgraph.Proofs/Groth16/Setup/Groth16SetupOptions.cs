namespace Shadowgraph.Proofs.Groth16.Setup;

/// <summary>Options of <see cref="Groth16Setup"/>.</summary>
public sealed record Groth16SetupOptions
{
    /// <summary>The most threads to use at once.</summary>
    /// <value>0, the default, means one thread per processor; 1 or more sets the number.</value>
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
