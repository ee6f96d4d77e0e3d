using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Cuts groups of terms into sets of eight runs: eight groups in a row as far as all of them reach, and very long ones each into eight parts of its
/// own. For groups in order of size little is left.
/// </summary>
internal sealed unsafe class BucketPartition : IDisposable
{
    // A group so long is cut for itself where the seventh one after it is shorter by more than the tolerance.
    private const int LongGroup = 128;
    private const int Tolerance = 7;
    private const int ShortestPart = 8;
    private const int ShortestRun = 2;

    private readonly ScratchBuffer<EightRuns> _runSets;
    private readonly ScratchBuffer<BucketRemainder> _rests;

    /// <param name="maxTerms">Terms at most.</param>
    /// <param name="maxGroups">Groups at most.</param>
    public BucketPartition(int maxTerms, int maxGroups)
    {
        _runSets = ScratchPool.Shared.Rent<EightRuns>(maxGroups / EightRuns.Runs + maxTerms / (EightRuns.Runs * ShortestPart) + 1);
        _rests = ScratchPool.Shared.Rent<BucketRemainder>(maxGroups);
    }

    /// <summary>What is summed in sets of eight runs.</summary>
    public EightRuns* RunSets => _runSets.Pointer;

    public int RunSetCount { get; private set; }

    /// <summary>The groups that are not done with that, in their order.</summary>
    public ReadOnlySpan<BucketRemainder> Rests => _rests.Span[..RestCount];

    private int RestCount { get; set; }

    /// <summary>The sums of sets of eight runs, and of all that is left, at most, of groups from the largest to the smallest.</summary>
    /// <remarks>
    /// A term of a rest makes at most one sum, and so does a set of eight runs's sum that goes into a rest. Parts are of 64 terms at least, with two
    /// times eight sums; of a long group a sixteenth is left at most, and less of eight long ones together. Shorter ones leave 7 times
    /// their largest difference; and where sets of eight runs end there are seven groups longer than 1.
    /// </remarks>
    public static int MostSums(int terms, int groups) =>
        (int)Math.Min(terms, 2L * groups + terms / 4 + terms / 16 + 2 * (EightRuns.Runs - 1) * LongGroup);

    /// <summary>Cuts groups whose terms lie one group after another.</summary>
    /// <param name="sizes">The groups' sizes, none of them 0.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="longest">Terms in a run at most.</param>
    /// <param name="firstSum">Where the first set of eight runs's first sum will be; all others follow it.</param>
    /// <param name="sums">Receives twice the index of its sum for each group that has nothing left. It may be where the sizes are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Cut(int* sizes, int groups, int longest, int firstSum, uint* sums)
    {
        RunSetCount = RestCount = 0;
        var start = 0;
        for (var group = 0; group < groups;)
        {
            var size = sizes[group];
            var eight = group + EightRuns.Runs <= groups;
            if (size >= LongGroup && longest >= ShortestPart && (!eight || size - sizes[group + EightRuns.Runs - 1] > Tolerance || size > longest))
            {
                CutIntoParts(group++, start, size, longest, firstSum);
                start += size;
                continue;
            }

            var length = eight ? longest : 0;
            for (var i = 0; i < EightRuns.Runs && length >= ShortestRun; i++) length = Math.Min(length, sizes[group + i]);
            if (length >= ShortestRun)
            {
                start = Join(sizes + group, group, start, length, firstSum, sums);
                group += EightRuns.Runs;
                continue;
            }

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
        var parts = 0;
        for (; size >= EightRuns.Runs * ShortestPart; parts += EightRuns.Runs)
        {
            ref var runSet = ref _runSets.Pointer[RunSetCount++];
            runSet.Length = Math.Min(longest, size / EightRuns.Runs);
            for (var i = 0; i < EightRuns.Runs; i++, start += runSet.Length, size -= runSet.Length) runSet.Starts[i] = start;
        }

        _rests.Pointer[RestCount++] = new BucketRemainder(group, start, size, sum, parts);
    }

    /// <summary>One set of eight runs of eight groups. Returns where the terms of the next group start.</summary>
    private int Join(int* sizes, int group, int start, int length, int firstSum, uint* sums)
    {
        var sum = firstSum + EightRuns.Runs * RunSetCount;
        ref var runSet = ref _runSets.Pointer[RunSetCount++];
        runSet.Length = length;
        for (var i = 0; i < EightRuns.Runs; i++)
        {
            var size = sizes[i];
            runSet.Starts[i] = start;
            if (size == length) sums[group + i] = (uint)(sum + i) << 1;
            else _rests.Pointer[RestCount++] = new BucketRemainder(group + i, start + length, size - length, sum + i, 1);
            start += size;
        }

        return start;
    }
}
