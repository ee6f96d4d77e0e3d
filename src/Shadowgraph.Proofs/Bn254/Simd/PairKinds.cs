namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Pairs of points sorted by what their sum takes: an adversary may choose points so that no pair is a usual one.</summary>
internal sealed unsafe class PairKinds<TLanes> : IDisposable
    where TLanes : struct, ILanes
{
    private const int Kinds = 5;

    private readonly int _capacity;
    private readonly ScratchBuffer<uint> _terms;
    private readonly ScratchBuffer<int> _places;
    private readonly ScratchBuffer<double> _blocks;
    private readonly int[] _counts = new int[Kinds];

    public PairKinds(int capacity)
    {
        _capacity = capacity;
        _terms = ScratchPool.Shared.Rent<uint>(2 * Kinds * capacity);
        _places = ScratchPool.Shared.Rent<int>(Kinds * capacity);
        _blocks = ScratchPool.Shared.Rent<double>(6 * TLanes.BlockLength);
    }

    /// <summary>Pairs with different x.</summary>
    public PairList Different => List(0);

    /// <summary>Which of the sorted pairs these were.</summary>
    public ReadOnlySpan<int> PlacesOfDifferent => Places(0);

    /// <summary>Pairs of one point, to be doubled.</summary>
    public PairList Equal => List(1);

    public ReadOnlySpan<int> PlacesOfEqual => Places(1);

    /// <summary>Pairs whose second point is infinity.</summary>
    public PairList FirstOnly => List(2);

    public ReadOnlySpan<int> PlacesOfFirstOnly => Places(2);

    /// <summary>Pairs whose first point is infinity, with the second one's term in its place.</summary>
    public PairList SecondOnly => List(3);

    public ReadOnlySpan<int> PlacesOfSecondOnly => Places(3);

    /// <summary>Pairs whose sum is infinity.</summary>
    public ReadOnlySpan<int> PlacesOfOpposite => Places(4);

    /// <summary>Sorts pairs; at most as many as the capacity.</summary>
    public void Sort(ulong* left, ulong* right, in PairList pairs)
    {
        Array.Clear(_counts);
        var length = TLanes.BlockLength;
        double* x1 = _blocks.Pointer, y1 = x1 + length, x2 = y1 + length, y2 = x2 + length, difference = y2 + length;
        var padded = stackalloc uint[2 * ILanes.Count];
        for (var first = 0; first < pairs.Count; first += ILanes.Count)
        {
            var terms = pairs.Pad(first / ILanes.Count, padded);
            TLanes.LoadPoints(x1, y1, left, terms, 2);
            TLanes.LoadPoints(x2, y2, right, terms + 1, 2);

            // No point of either curve has y = 0, for their orders are odd: only infinity, which is (0, 0), has.
            var firstInfinite = TLanes.ZeroLanes(y1);
            var secondInfinite = TLanes.ZeroLanes(y2);
            TLanes.Subtract(difference, x2, x1);
            var sameX = TLanes.ZeroLanes(difference);
            TLanes.Subtract(difference, y2, y1);
            var sameY = sameX == 0 ? 0 : TLanes.ZeroLanes(difference);
            for (var lane = 0; lane < Math.Min(ILanes.Count, pairs.Count - first); lane++)
            {
                var kind = (secondInfinite >> lane & 1) != 0 ? 2
                    : (firstInfinite >> lane & 1) != 0 ? 3
                    : (sameX >> lane & 1) == 0 ? 0
                    : (sameY >> lane & 1) != 0 ? 1 : 4;
                Append(kind, terms[2 * lane], terms[2 * lane + 1], first + lane);
            }
        }
    }

    public void Dispose()
    {
        _terms.Dispose();
        _places.Dispose();
        _blocks.Dispose();
    }

    private void Append(int kind, uint first, uint second, int place)
    {
        var next = kind * _capacity + _counts[kind]++;
        _terms.Pointer[2 * next] = kind == 3 ? second : first;
        _terms.Pointer[2 * next + 1] = second;
        _places.Pointer[next] = place;
    }

    private PairList List(int kind) => new(_terms.Pointer + 2 * kind * _capacity, _counts[kind]);

    private ReadOnlySpan<int> Places(int kind) => new(_places.Pointer + kind * _capacity, _counts[kind]);
}
