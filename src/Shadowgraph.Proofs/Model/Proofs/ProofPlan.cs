using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Serialization;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>How a job will be proved, and what that takes: what admission, estimates of time and predictions are made from.</summary>
/// <remarks>All links use one size of circuit, so a proof needs one key.</remarks>
[JsonConverter(typeof(NoJsonConverter<ProofPlan>))]
public sealed record ProofPlan
{
    /// <summary>A plan with a circuit of one's own choice.</summary>
    /// <param name="size">The circuit of every link.</param>
    /// <param name="attestationCount">Attestations of the subject, expired ones included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined, or the number below 1.</exception>
    /// <exception cref="ProofJobException">There are more attestations than <see cref="ReputationProof.MaxLinks"/> links take.</exception>
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

    /// <summary>Attestations of the subject, expired ones included.</summary>
    public int AttestationCount { get; }

    /// <summary>Links of the proof, 1 to <see cref="ReputationProof.MaxLinks"/>. They are proved one after the other.</summary>
    public int LinkCount { get; }

    /// <summary>The most threads to use at once.</summary>
    /// <value>0, the default, means one for each processor.</value>
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
    /// More threads, and fewer, while the proof is made, for a prover that can do with that; null if there are always as many. Whoever sets
    /// <see cref="MaxDegreeOfParallelism"/> means just that.
    /// </summary>
    internal ILentThreads? Lent { get; init; }

    /// <summary>
    /// Estimated bytes that this proof needs at its peak, beyond the key: witness and scratch memory. Links follow one another, so their
    /// number does not add to it; fewer threads need less.
    /// </summary>
    public long EstimatedBytes => BytesWith(MaxDegreeOfParallelism);

    /// <summary>
    /// Estimated bytes of the proving key, which stays in memory once it is loaded and is shared by all proofs of its size.
    /// </summary>
    public long EstimatedKeyBytes => CircuitCost.Of(Size).KeyBytes;

    /// <summary>Estimated work, in constraints to prove: proportional to the processor time on one machine, to about a quarter.</summary>
    public long WorkUnits => (long)LinkCount * CircuitCost.Of(Size).Constraints;

    /// <summary>One link of the smallest circuit that takes all attestations, else a chain of the largest circuit allowed.</summary>
    /// <param name="attestationCount">Attestations of the subject, expired ones included; at least 1.</param>
    /// <param name="maxCircuitSize">The largest circuit to use.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined, or the number below 1.</exception>
    /// <exception cref="ProofJobException">There are more attestations than <see cref="ReputationProof.MaxLinks"/> links take.</exception>
    public static ProofPlan For(int attestationCount, CircuitSize maxCircuitSize)
    {
        _ = maxCircuitSize.Capacity();
        var size = CircuitSize.Small;
        while (size < maxCircuitSize && attestationCount > size.Capacity()) size++;
        return new ProofPlan(size, attestationCount);
    }

    /// <summary>The threads that a limit means: 0 for one for each processor.</summary>
    internal static int ThreadsOf(int limit) => Parallelism.DegreeOf(limit);

    /// <summary><see cref="EstimatedBytes"/> with so many threads.</summary>
    internal long BytesWith(int threads) => CircuitCost.Of(Size).WorkingBytes(threads);
}
