using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Groups of terms that are summed as binary trees, one group after another in a list.</summary>
internal static unsafe class TreeRound
{
    /// <summary>
    /// Lists the pairs of a round, and replaces them in the list of terms by their sums to be; what has no partner stays. Returns the new end of
    /// the terms.
    /// </summary>
    /// <param name="terms">Twice the index of a point, plus 1 if it is to be negated.</param>
    /// <param name="sizes">The groups' sizes, which are halved, rounded up.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="firstSum">The index that the first sum will have; the others follow it.</param>
    /// <param name="pairs">Receives two terms for each sum.</param>
    /// <param name="count">Set to the number of pairs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint* Halve(uint* terms, int* sizes, int groups, int firstSum, ulong* pairs, out int count)
    {
        var sum = (uint)firstSum << 1;
        var next = pairs;
        var to = terms;
        for (var group = 0; group < groups; group++)
        {
            var size = sizes[group];
            for (var pair = size >> 1; pair > 0; pair--, terms += 2, sum += 2)
            {
                *next++ = *(ulong*)terms;
                *to++ = sum;
            }

            if ((size & 1) != 0) *to++ = *terms++;
            sizes[group] = (size + 1) >> 1;
        }

        count = (int)(next - pairs);
        return to;
    }
}
