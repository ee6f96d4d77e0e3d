using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Scratch;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Cuts groups of terms into octets: eight groups in a row as far as all of them reach, and very long ones each into eight parts of its
/// own. For groups in order of size little is left.
/// </summary>
internal sealed unsafe class GroupCut : IDisposable
{
    // A group so long is cut for itself where the seventh one after it is shorter by more than the tolerance.
    private const int LongGroup = 128;
    private const int Tolerance = 7;
    private const int ShortestPart = 8;
    private const int ShortestRun = 2;

    private readonly ScratchBuffer<Octet> _octets;
    private readonly ScratchBuffer<GroupRest> _rests;

    /// <param name="maxTerms">Terms at most.</param>
    /// <param name="maxGroups">Groups at most.</param>
    public GroupCut(int maxTerms, int maxGroups)
    {
        _octets = ScratchPool.Shared.Rent<Octet>(maxGroups / Octet.Runs + maxTerms / (Octet.Runs * ShortestPart) + 1);
        _rests = ScratchPool.Shared.Rent<GroupRest>(maxGroups);
    }

    /// <summary>What is summed in octets.</summary>
    public Octet* Octets => _octets.Pointer;

    public int OctetCount { get; private set; }

    /// <summary>The groups that are not done with that, in their order.</summary>
    public ReadOnlySpan<GroupRest> Rests => _rests.Span[..RestCount];

    private int RestCount { get; set; }

    /// <summary>The sums of octets, and of all that is left, at most, of groups from the largest to the smallest.</summary>
    /// <remarks>
    /// A term of a rest makes at most one sum, and so does an octet's sum that goes into a rest. Parts are of 64 terms at least, with two
    /// times eight sums; of a long group a sixteenth is left at most, and less of eight long ones together. Shorter ones leave 7 times
    /// their largest difference; and where octets end there are seven groups longer than 1.
    /// </remarks>
    public static int MostSums(int terms, int groups) =>
        (int)Math.Min(terms, 2L * groups + terms / 4 + terms / 16 + 2 * (Octet.Runs - 1) * LongGroup);

    /// <summary>Cuts groups whose terms lie one group after another.</summary>
    /// <param name="sizes">The groups' sizes, none of them 0.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="longest">Terms in a run at most.</param>
    /// <param name="firstSum">Where the first octet's first sum will be; all others follow it.</param>
    /// <param name="sums">Receives twice the index of its sum for each group that has nothing left. It may be where the sizes are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Cut(int* sizes, int groups, int longest, int firstSum, uint* sums)
    {
        OctetCount = RestCount = 0;
        var start = 0;
        for (var group = 0; group < groups;)
        {
            var size = sizes[group];
            var eight = group + Octet.Runs <= groups;
            if (size >= LongGroup && longest >= ShortestPart && (!eight || size - sizes[group + Octet.Runs - 1] > Tolerance || size > longest))
            {
                CutIntoParts(group++, start, size, longest, firstSum);
                start += size;
                continue;
            }

            var length = eight ? longest : 0;
            for (var i = 0; i < Octet.Runs && length >= ShortestRun; i++) length = Math.Min(length, sizes[group + i]);
            if (length >= ShortestRun)
            {
                start = Join(sizes + group, group, start, length, firstSum, sums);
                group += Octet.Runs;
                continue;
            }

            _rests.Pointer[RestCount++] = new GroupRest(group++, start, size, 0, 0);
            start += size;
        }
    }

    public void Dispose()
    {
        _octets.Dispose();
        _rests.Dispose();
    }

    private void CutIntoParts(int group, int start, int size, int longest, int firstSum)
    {
        var sum = firstSum + Octet.Runs * OctetCount;
        var parts = 0;
        for (; size >= Octet.Runs * ShortestPart; parts += Octet.Runs)
        {
            ref var octet = ref _octets.Pointer[OctetCount++];
            octet.Length = Math.Min(longest, size / Octet.Runs);
            for (var i = 0; i < Octet.Runs; i++, start += octet.Length, size -= octet.Length) octet.Starts[i] = start;
        }

        _rests.Pointer[RestCount++] = new GroupRest(group, start, size, sum, parts);
    }

    /// <summary>One octet of eight groups. Returns where the terms of the next group start.</summary>
    private int Join(int* sizes, int group, int start, int length, int firstSum, uint* sums)
    {
        var sum = firstSum + Octet.Runs * OctetCount;
        ref var octet = ref _octets.Pointer[OctetCount++];
        octet.Length = length;
        for (var i = 0; i < Octet.Runs; i++)
        {
            var size = sizes[i];
            octet.Starts[i] = start;
            if (size == length) sums[group + i] = (uint)(sum + i) << 1;
            else _rests.Pointer[RestCount++] = new GroupRest(group + i, start + length, size - length, sum + i, 1);
            start += size;
        }

        return start;
    }
}
