using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Cuts groups of terms into run sets, sets of eight runs: eight consecutive groups to the length of the shortest, and a very long group into eight
/// parts. Groups ordered by size leave few terms.
/// </summary>
internal sealed unsafe class BucketPartition : IDisposable
{
    // A group of this length is cut alone if the seventh group after it is shorter by more than the tolerance.
    private const int LongGroup = 128;
    private const int Tolerance = 7;
    private const int ShortestPart = 8;
    private const int ShortestRun = 2;

    private readonly ScratchBuffer<EightRuns> _runSets;
    private readonly ScratchBuffer<BucketRemainder> _rests;

    /// <param name="maxTerms">The most terms.</param>
    /// <param name="maxGroups">The most groups.</param>
    public BucketPartition(int maxTerms, int maxGroups)
    {
        // A run set consumes eight groups, or eight parts of a group with at least eight
        // terms each.
        _runSets = ScratchPool.Shared.Rent<EightRuns>(maxGroups / EightRuns.Runs + maxTerms / (EightRuns.Runs * ShortestPart) + 1);
        _rests = ScratchPool.Shared.Rent<BucketRemainder>(maxGroups);
    }

    /// <summary>The run sets to sum.</summary>
    public EightRuns* RunSets => _runSets.Pointer;

    public int RunSetCount { get; private set; }

    /// <summary>The groups with terms or several sums left, in order.</summary>
    public ReadOnlySpan<BucketRemainder> Rests => _rests.Span[..RestCount];

    private int RestCount { get; set; }

    /// <summary>The most sums of run sets and of all remainders, for groups ordered from largest to smallest.</summary>
    /// <remarks>
    /// A term of a remainder causes at most one sum, and so does the sum of a run set that enters a remainder. Parts come from at least 64 terms, with two
    /// times eight sums; a long group leaves at most a sixteenth, and eight long groups together leave less. Shorter groups leave 7 times their largest
    /// difference; and where run sets end there are seven groups longer than 1.
    /// </remarks>
    public static int MostSums(int terms, int groups) =>
        (int)Math.Min(terms, 2L * groups + terms / 4 + terms / 16 + 2 * (EightRuns.Runs - 1) * LongGroup);

    /// <summary>Cuts groups of consecutive terms.</summary>
    /// <param name="sizes">The sizes of the groups, all nonzero.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="longest">The most terms in a run.</param>
    /// <param name="firstSum">The index of the first sum of the first run set; all further sums follow.</param>
    /// <param name="sums">Receives twice the index of the sum of each group without a remainder. May be the memory of the sizes.</param>
    [MethodImpl(Kernel.Optimized)]
    public void Cut(int* sizes, int groups, int longest, int firstSum, uint* sums)
    {
        RunSetCount = RestCount = 0;

        // Groups come from largest to smallest: eight consecutive groups differ little, and
        // leave little beyond the shortest.
        var start = 0;
        for (var group = 0; group < groups;)
        {
            var size = sizes[group];
            var eight = group + EightRuns.Runs <= groups;

            // A long group that would leave too much beside its neighbours, has fewer than
            // seven neighbours, or exceeds a run, occupies all eight lanes alone.
            if (size >= LongGroup && longest >= ShortestPart && (!eight || size - sizes[group + EightRuns.Runs - 1] > Tolerance || size > longest))
            {
                CutIntoParts(group++, start, size, longest, firstSum);
                start += size;
                continue;
            }

            var length = eight ? longest : 0;

            // Each of eight groups occupies a lane, up to the length of the shortest group.
            for (var i = 0; i < EightRuns.Runs && length >= ShortestRun; i++) length = Math.Min(length, sizes[group + i]);

            // A run with a single term would only copy a point, so such groups go to the
            // remainders.
            if (length >= ShortestRun)
            {
                start = Join(sizes + group, group, start, length, firstSum, sums);
                group += EightRuns.Runs;
                continue;
            }

            // Not enough for eight lanes: the terms wait for the common rounds of all
            // remainders.
            _rests.Pointer[RestCount++] = new BucketRemainder(group++, start, size, 0, 0);
            start += size;
        }
    }

    public void Dispose()
    {
        _runSets.Dispose();
        _rests.Dispose();
    }

    private void CutIntoParts(int group, int start, int size, int longest, int firstSum)
    {
        var sum = firstSum + EightRuns.Runs * RunSetCount;

        // Eight parts of equal length at a time, repeated while a part has at least 8
        // terms. Fewer than 64 terms are left.
        var parts = 0;
        for (; size >= EightRuns.Runs * ShortestPart; parts += EightRuns.Runs)
        {
            ref var runSet = ref _runSets.Pointer[RunSetCount++];

            // Eight consecutive parts of the group, a part per lane, no longer than a run
            // may be.
            runSet.Length = Math.Min(longest, size / EightRuns.Runs);
            for (var i = 0; i < EightRuns.Runs; i++, start += runSet.Length, size -= runSet.Length) runSet.Starts[i] = start;
        }

        // The sums of all parts and the last terms are added up in later rounds.
        _rests.Pointer[RestCount++] = new BucketRemainder(group, start, size, sum, parts);
    }

    /// <summary>A run set of eight groups. Returns the start of the next group's terms.</summary>
    private int Join(int* sizes, int group, int start, int length, int firstSum, uint* sums)
    {
        var sum = firstSum + EightRuns.Runs * RunSetCount;
        ref var runSet = ref _runSets.Pointer[RunSetCount++];
        runSet.Length = length;
        for (var i = 0; i < EightRuns.Runs; i++)
        {
            // The shortest group is complete with its run. Longer groups keep the run's sum
            // and their last terms as a remainder.
            var size = sizes[i];
            runSet.Starts[i] = start;
            if (size == length) sums[group + i] = (uint)(sum + i) << 1;
            else _rests.Pointer[RestCount++] = new BucketRemainder(group + i, start + length, size - length, sum + i, 1);
            start += size;
        }

        return start;
    }
}
