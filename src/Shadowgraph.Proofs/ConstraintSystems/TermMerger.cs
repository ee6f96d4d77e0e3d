using System.Buffers;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>Adds sums of terms that are sorted by wire.</summary>
internal static class TermMerger
{
    /// <summary>Adds or subtracts two sums.</summary>
    /// <returns>The number of terms written to the destination.</returns>
    public static int Merge(ReadOnlySpan<Term> left, ReadOnlySpan<Term> right, Span<Term> destination, bool subtract = false)
    {
        int i = 0, j = 0, count = 0;
        while (i < left.Length && j < right.Length)
        {
            ref readonly var a = ref left[i];
            ref readonly var b = ref right[j];
            if (a.Wire < b.Wire)
            {
                destination[count++] = a;
                i++;
            }
            else if (a.Wire > b.Wire)
            {
                destination[count++] = subtract ? new Term(b.Wire, -b.Coefficient) : b;
                j++;
            }
            else
            {
                var sum = subtract ? a.Coefficient - b.Coefficient : a.Coefficient + b.Coefficient;
                if (!sum.IsZero) destination[count++] = new Term(a.Wire, sum);
                i++;
                j++;
            }
        }

        left[i..].CopyTo(destination[count..]);
        count += left.Length - i;
        for (; j < right.Length; j++) destination[count++] = subtract ? new Term(right[j].Wire, -right[j].Coefficient) : right[j];
        return count;
    }

    /// <summary>Adds many sums by merging neighbours until a single sum remains, like natural merge sort: sorted parts cost no merge.</summary>
    /// <param name="values">The sums.</param>
    /// <param name="weights">A factor for each sum; empty if all factors are 1.</param>
    public static LinearCombination Sum(ReadOnlySpan<LinearCombination> values, ReadOnlySpan<Fr> weights)
    {
        var length = 0;
        CircuitBuilder? owner = null;
        foreach (var value in values)
        {
            ArgumentNullException.ThrowIfNull(value, nameof(values));
            length = checked(length + value.Terms.Length);
            owner = LinearCombination.CommonOwner(owner, value.Owner);
        }

        var from = ArrayPool<Term>.Shared.Rent(length);
        var to = ArrayPool<Term>.Shared.Rent(length);
        var ends = new int[values.Length];
        for (var runs = Gather(values, weights, from, ends); runs > 1; runs = (runs + 1) / 2)
        {
            MergeNeighbours(from, to, ends.AsSpan(0, runs));
            (from, to) = (to, from);
        }

        var terms = from.AsSpan(0, ends.Length == 0 ? 0 : ends[0]).ToArray();
        ArrayPool<Term>.Shared.Return(from);
        ArrayPool<Term>.Shared.Return(to);
        return new LinearCombination(terms, owner);
    }

    /// <summary>Writes all terms, weighted, value after value.</summary>
    /// <param name="values">The sums.</param>
    /// <param name="weights">A factor for each sum; empty if all factors are 1.</param>
    /// <param name="destination">Room for all terms.</param>
    /// <param name="ends">The end of each run of ascending wires.</param>
    /// <returns>The number of runs.</returns>
    private static int Gather(ReadOnlySpan<LinearCombination> values, ReadOnlySpan<Fr> weights, Span<Term> destination, Span<int> ends)
    {
        int count = 0, runs = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var terms = values[i].Terms;
            if (terms.IsEmpty || (!weights.IsEmpty && weights[i].IsZero)) continue;
            if (runs == 0 || terms[0].Wire <= destination[count - 1].Wire) runs++;
            if (weights.IsEmpty || weights[i].IsOne)
            {
                terms.CopyTo(destination[count..]);
                count += terms.Length;
            }
            else
            {
                foreach (ref readonly var term in terms)
                    destination[count++] = new Term(term.Wire, term.Coefficient.IsOne ? weights[i] : term.Coefficient * weights[i]);
            }

            ends[runs - 1] = count;
        }

        return runs;
    }

    /// <summary>Merges runs 0 and 1, 2 and 3 and so on; a last run without neighbour is copied.</summary>
    private static void MergeNeighbours(ReadOnlySpan<Term> from, Span<Term> to, Span<int> ends)
    {
        int begin = 0, count = 0;
        for (var i = 0; i < ends.Length; i += 2)
        {
            var middle = ends[i];
            var end = i + 1 < ends.Length ? ends[i + 1] : middle;
            count += Merge(from[begin..middle], from[middle..end], to[count..]);
            begin = end;
            ends[i / 2] = count;
        }
    }
}
