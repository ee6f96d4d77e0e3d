using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Options of <see cref="Groth16Prover.Prove"/> for a single proof.</summary>
public sealed record Groth16ProverOptions
{
    /// <summary>The most threads to use at once for the proof.</summary>
    /// <value>
    /// 0, the default, means one thread per processor, which gives the shortest latency; 1 or more sets the number. For a queue of proofs, the value
    /// 1 with as many concurrent proofs as processors gives the highest throughput.
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
    /// Scratch memory, in bytes, that the process may retain for later proofs after this proof; the rest returns to the system, unless a concurrent
    /// proof uses adjacent memory. Retained memory holds no secrets: returned buffers are cleared.
    /// </summary>
    /// <value>The default is 256 MiB; 0 retains nothing, for a process that seldom proves.</value>
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
