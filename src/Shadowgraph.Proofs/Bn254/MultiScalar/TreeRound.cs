using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Groups of terms summed as binary trees, group after group in a list.</summary>
internal static unsafe class TreeRound
{
    /// <summary>
    /// Lists the pairs of a round, and replaces each pair in the list of terms by its future sum; a term without a partner stays. Returns the new end of the
    /// terms.
    /// </summary>
    /// <param name="terms">Twice the index of a point, plus 1 for a negated point.</param>
    /// <param name="sizes">The sizes of the groups, which are halved, rounded up.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="firstSum">The index of the first sum; further sums follow.</param>
    /// <param name="pairs">Receives two terms per sum.</param>
    /// <param name="count">Set to the number of pairs.</param>
    [MethodImpl(Kernel.Optimized)]
    public static uint* Halve(uint* terms, int* sizes, int groups, int firstSum, ulong* pairs, out int count)
    {
        // Terms are twice an index, so the terms of consecutive sums differ by 2. Writing
        // never overtakes reading, as two terms become one.
        var sum = (uint)firstSum << 1;
        var next = pairs;
        var to = terms;
        for (var group = 0; group < groups; group++)
        {
            var size = sizes[group];
            for (var pair = size >> 1; pair > 0; pair--, terms += 2, sum += 2)
            {
                // Both terms of a pair are copied as one 64-bit word.
                *next++ = *(ulong*)terms;
                *to++ = sum;
            }

            // A last term without a partner moves to the next round.
            if ((size & 1) != 0) *to++ = *terms++;
            sizes[group] = (size + 1) >> 1;
        }

        count = (int)(next - pairs);
        return to;
    }
}
