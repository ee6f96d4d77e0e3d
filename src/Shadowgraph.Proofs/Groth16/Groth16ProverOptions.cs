using Shadowgraph.Proofs.Memory;

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

    /// <summary>
    /// Scratch memory, in bytes, that the process may keep for its next proofs when this one is done; the rest goes back to the system,
    /// unless another proof uses what lies beside it. It holds no secrets: what comes back is cleared.
    /// </summary>
    /// <value>The default is 256 MiB; 0 keeps none, for a process that seldom proves.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MaxRetainedScratch
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = ScratchPool.DefaultRetainedBytes;
}
