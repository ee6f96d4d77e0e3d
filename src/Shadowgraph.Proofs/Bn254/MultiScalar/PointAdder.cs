namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Adds many independent pairs of points, or sums many runs of points; for a single thread. Every sum is correct, also for equal, opposite and
/// infinite points.
/// </summary>
internal abstract unsafe class PointAdder<TField> : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>The number of points after the last sum that may be overwritten.</summary>
    public const int Slack = 7;

    /// <summary>Whether points at infinity may be among the operands. Set automatically when a sum becomes infinite.</summary>
    public abstract bool MayMeetInfinity { get; set; }

    /// <summary>The most terms in a run of a run set.</summary>
    public abstract int LongestRun { get; }

    /// <summary>sums[i] = left[terms[2i]] + right[terms[2i + 1]].</summary>
    /// <param name="left">Points in the adder's layout.</param>
    /// <param name="right">Points in the adder's layout, possibly the same memory.</param>
    /// <param name="terms">Two per sum: twice the index of a point, plus 1 for a negated point.</param>
    /// <param name="count">The number of sums.</param>
    /// <param name="sums">Receives the sums, in memory without operands; with room for <see cref="Slack"/> further points.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract void Add(byte* left, byte* right, uint* terms, int count, byte* sums);

    /// <summary>The sum of each run of each run set: one addition fewer than terms, without packing points in between.</summary>
    /// <param name="source">Points in the adder's layout.</param>
    /// <param name="terms">Twice the index of a point, plus 1 for a negated point; indexed by the run sets.</param>
    /// <param name="runSets">The run sets, best from longest to shortest.</param>
    /// <param name="count">The number of run sets.</param>
    /// <param name="sums">Receives eight sums per run set, in memory without operands.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract void SumRunSets(byte* source, uint* terms, EightRuns* runSets, int count, byte* sums);

    /// <summary>copies[i] = source[terms[i]], with the signs of the terms. Only the copies are overwritten.</summary>
    public abstract void Copy(byte* source, uint* terms, int count, byte* copies);

    /// <summary>Clears and returns the scratch memory.</summary>
    public abstract void Dispose();
}
