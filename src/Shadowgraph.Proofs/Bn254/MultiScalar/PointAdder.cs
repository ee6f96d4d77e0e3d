namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Adds many pairs of points, each pair for itself, or many runs of points; for one thread. Every sum is right: of equal, opposite and
/// infinite points too.
/// </summary>
internal abstract unsafe class PointAdder<TField> : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>How many points after the last sum may be overwritten.</summary>
    public const int Slack = 7;

    /// <summary>Whether points at infinity may be among the operands. It is set by itself where a sum becomes infinite.</summary>
    public abstract bool MayMeetInfinity { get; set; }

    /// <summary>Terms in a run of a set of eight runs at most.</summary>
    public abstract int LongestRun { get; }

    /// <summary>sums[i] = left[terms[2i]] + right[terms[2i + 1]].</summary>
    /// <param name="left">Points in the adder's layout.</param>
    /// <param name="right">Points in the adder's layout, perhaps the same ones.</param>
    /// <param name="terms">Two for each sum: twice the index of a point, plus 1 if it is to be negated.</param>
    /// <param name="count">The number of sums.</param>
    /// <param name="sums">Receives the sums, where no operand is; there is room for <see cref="Slack"/> points more.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract void Add(byte* left, byte* right, uint* terms, int count, byte* sums);

    /// <summary>The sum of each run of each set of eight runs: one addition less than it has terms, without packing points in between.</summary>
    /// <param name="source">Points in the adder's layout.</param>
    /// <param name="terms">Twice the index of a point, plus 1 if it is to be negated; the sets of eight runs say where.</param>
    /// <param name="runSets">The sets of eight runs, best from the longest to the shortest.</param>
    /// <param name="count">How many sets of eight runs.</param>
    /// <param name="sums">Receives eight sums for each set of eight runs, where no operand is.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract void SumRunSets(byte* source, uint* terms, EightRuns* runSets, int count, byte* sums);

    /// <summary>copies[i] = source[terms[i]], with the signs of the terms. Nothing but the copies is overwritten.</summary>
    public abstract void Copy(byte* source, uint* terms, int count, byte* copies);

    /// <summary>Gives back the scratch memory, cleared.</summary>
    public abstract void Dispose();
}
