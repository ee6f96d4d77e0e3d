namespace Shadowgraph.Proofs.Groth16;

/// <summary>How <see cref="Groth16Prover.Prove"/> works on one proof.</summary>
public sealed record Groth16ProverOptions
{
    /// <summary>The most threads to use at once for this proof.</summary>
    /// <value>
    /// 0, the default, means one for each processor, which gives the shortest proof; 1 or more means that many. With a queue of proofs,
    /// 1 and as many proofs at a time as there are processors gives the most proofs in an hour.
    /// </value>
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
