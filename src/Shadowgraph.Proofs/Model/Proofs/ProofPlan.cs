using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Serialization;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>The plan for a job: circuit, links and resources. Basis of admission, time estimates and predictions.</summary>
/// <remarks>All links use the same circuit size, so a proof needs a single key.</remarks>
[JsonConverter(typeof(NoJsonConverter<ProofPlan>))]
public sealed record ProofPlan
{
    /// <summary>Creates a plan with an explicit choice of the circuit.</summary>
    /// <param name="size">The circuit of every link.</param>
    /// <param name="attestationCount">The number of attestations of the subject, including expired attestations; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined, or the number is below 1.</exception>
    /// <exception cref="ProofJobException">The attestations do not fit <see cref="ReputationProof.MaxLinks"/> links.</exception>
    public ProofPlan(CircuitSize size, int attestationCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attestationCount, 1);
        var capacity = size.Capacity();
        Size = size;
        AttestationCount = attestationCount;
        LinkCount = (attestationCount - 1) / capacity + 1;
        if (LinkCount <= ReputationProof.MaxLinks) return;
        throw new ProofJobException(
            ProofJobRejection.TooManyAttestations,
            $"{attestationCount} attestations need {LinkCount} links of the {size} circuit, and a proof has at most "
            + $"{ReputationProof.MaxLinks}. Allow a larger circuit, or have the publisher leave out old attestations.");
    }

    /// <summary>The circuit of every link.</summary>
    public CircuitSize Size { get; }

    /// <summary>The number of attestations of the subject, including expired attestations.</summary>
    public int AttestationCount { get; }

    /// <summary>The number of links of the proof, 1 to <see cref="ReputationProof.MaxLinks"/>. Links are proved sequentially.</summary>
    public int LinkCount { get; }

    /// <summary>The maximum number of threads.</summary>
    /// <value>0, the default, means a thread per processor.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
            Lent = null;
        }
    }

    /// <summary>
    /// A thread budget that may grow and shrink during the proof; null for a fixed budget. Setting <see cref="MaxDegreeOfParallelism"/> removes the
    /// variable budget.
    /// </summary>
    internal ILentThreads? Lent { get; init; }

    /// <summary>
    /// The estimated peak memory of this proof in bytes, without the key: witness and scratch memory. Links are proved sequentially, so their number
    /// does not matter; fewer threads need less.
    /// </summary>
    public long EstimatedBytes => BytesWith(MaxDegreeOfParallelism);

    /// <summary>
    /// The estimated size of the proving key in bytes. A loaded key stays in memory, and is shared by all proofs of the same size.
    /// </summary>
    public long EstimatedKeyBytes => CircuitCost.Of(Size).KeyBytes;

    /// <summary>
    /// The estimated work in constraints of full circuits: proportional to the processor time on a given machine, within about a quarter. Blocks of
    /// 24 attestations that the last link does not use take less.
    /// </summary>
    public long WorkUnits
    {
        get
        {
            var unused = ((LinkCount * Size.Capacity()) - AttestationCount) / Commitments.SlotsPerBlock;
            return ((long)LinkCount * CircuitCost.Of(Size).Constraints) - (unused * CircuitCost.UnusedBlock);
        }
    }

    /// <summary>A single link of the smallest circuit that takes all attestations, otherwise a chain of links of the largest allowed
    /// circuit.</summary>
    /// <param name="attestationCount">The number of attestations of the subject, including expired attestations; at least 1.</param>
    /// <param name="maxCircuitSize">The largest allowed circuit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined, or the number is below 1.</exception>
    /// <exception cref="ProofJobException">The attestations do not fit <see cref="ReputationProof.MaxLinks"/> links.</exception>
    public static ProofPlan For(int attestationCount, CircuitSize maxCircuitSize)
    {
        _ = maxCircuitSize.Capacity();
        var size = CircuitSize.Small;
        while (size < maxCircuitSize && attestationCount > size.Capacity()) size++;
        return new ProofPlan(size, attestationCount);
    }

    /// <summary>The number of threads for a limit: 0 stands for the number of processors.</summary>
    internal static int ThreadsOf(int limit) => Parallelism.DegreeOf(limit);

    /// <summary><see cref="EstimatedBytes"/> for a given number of threads.</summary>
    internal long BytesWith(int threads) => CircuitCost.Of(Size).WorkingBytes(threads);
}
