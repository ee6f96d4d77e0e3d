using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.Ntt;

/// <summary>
/// The 2^k-th roots of unity, over which polynomials of degree below 2^k are represented by their values: ωⁱ for i = 0 .. 2^k - 1.
/// </summary>
/// <remarks>
/// ω is snarkjs's choice: 5^((r-1)/2^28) squared down to the required order. Domains are shared while referenced; keep a reference to the domain
/// as long as needed: powers of ω, 16 bytes per point, and the factors of <see cref="EvaluateCosetQuotient"/>, up to 100 further bytes after its first call,
/// would be recomputed after a garbage collection.
/// </remarks>
internal sealed class EvaluationDomain
{
    /// <summary>2^28 is the largest power of two that divides r - 1.</summary>
    public const int MaxLog2Size = 28;

    private const int Grain = 1 << 12;

    // A lane's transform has an eighth of the points, and consists of groups of eight.
    private const int MinLog2LaneSize = 6;
    private const int MaxLog2LaneSize = 26;

    private readonly Lock _lock = new();
    private readonly Dictionary<InstructionSet, ICosetQuotient> _cosetQuotients = [];
    private static WeakReference<EvaluationDomain>[] Cache { get; } = CreateCache();

    private readonly Fr[] _powers;
    private readonly Fr _inverseSize;

    private EvaluationDomain(int log2Size)
    {
        Log2Size = log2Size;
        Generator = RootOfUnity(log2Size);

        // A domain of 2^28 points has no domain of twice the size.
        CosetShift = log2Size < MaxLog2Size ? RootOfUnity(log2Size + 1) : Fr.Zero;
        _inverseSize = new Fr((ulong)Size).Inverse();
        _powers = new Fr[Math.Max(1, Size / 2)];

        // Half of the powers suffice, because ω^(n/2) = -1.
        var power = Fr.One;
        for (var i = 0; i < _powers.Length; i++)
        {
            _powers[i] = power;
            power *= Generator;
        }
    }

    public int Log2Size { get; }

    public int Size => 1 << Log2Size;

    /// <summary>ω.</summary>
    public Fr Generator { get; }

    /// <summary>ω of the domain of twice the size, with the coset of Groth16's quotient at its odd powers; 0 for the largest domain.</summary>
    public Fr CosetShift { get; }

    /// <summary>The domain of 2^<paramref name="log2Size"/> points, 0 to 28.</summary>
    public static EvaluationDomain For(int log2Size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log2Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log2Size, MaxLog2Size);
        var slot = Cache[log2Size];
        lock (slot)
        {
            // Weakly referenced: an unused domain may be collected, since its tables are
            // large.
            if (slot.TryGetTarget(out var domain)) return domain;
            domain = new EvaluationDomain(log2Size);
            slot.SetTarget(domain);
            return domain;
        }
    }

    /// <summary>Coefficients to values, in place: value i is the polynomial at ωⁱ.</summary>
    /// <exception cref="ArgumentException">There are not exactly <see cref="Size"/> values.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the values are invalid.</exception>
    public void Transform(Memory<Fr> values, in Parallelism parallelism)
    {
        RequireSize(values.Length);

        // Decimation in time: bit-reversed input, layers from neighbours outwards, output
        // in natural order.
        parallelism.For(Size, Grain, (from, to) => ReverseBits(values.Span, from, to));
        var half = 1;
        if ((Log2Size & 1) != 0)
        {
            // An odd number of layers starts with a single layer, which has no
            // multiplications.
            parallelism.For(Size / 2, Grain, (from, to) => FirstLayer(values.Span[(2 * from)..(2 * to)]));
            half = 2;
        }

        for (; half < Size; half *= 4)
        {
            // Two layers per pass over memory, joining transforms of length half.
            var width = half;
            parallelism.For(Size / 4, Grain / 4, (from, to) => TwoLayers(values.Span, width, from, to));
        }
    }

    /// <summary>Values to coefficients, in place: a transform, read backwards except for the first value, divided by the size.</summary>
    /// <exception cref="ArgumentException">There are not exactly <see cref="Size"/> values.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the values are invalid.</exception>
    public void InverseTransform(Memory<Fr> values, in Parallelism parallelism)
    {
        // A transform with ω instead of ω^-1 gives coefficient j at position n - j, times
        // n. Positions i and n - i are exchanged and scaled in one pass.
        Transform(values, parallelism);
        parallelism.For(Size / 2 + 1, Grain, (from, to) =>
        {
            var span = values.Span;
            for (var i = from; i < to; i++)
            {
                var j = (Size - i) & (Size - 1);
                var value = span[i] * _inverseSize;
                if (i != j) span[i] = span[j] * _inverseSize;
                span[j] = value;
            }
        });
    }

    /// <summary>Multiplies value i by shift^i: coefficients of f(x) become coefficients of f(shift·x).</summary>
    public void Shift(Memory<Fr> values, in Fr shift, in Parallelism parallelism)
    {
        RequireSize(values.Length);
        var factor = shift;
        parallelism.For(Size, Grain, (from, to) =>
        {
            // Each range starts with its own power, so that ranges are independent.
            var power = factor.Pow((ulong)from);
            foreach (ref var value in values.Span[from..to])
            {
                value *= power;
                power *= factor;
            }
        });
    }

    /// <summary>
    /// A·B - C, or A·B, at the odd powers of <see cref="CosetShift"/>, in order: A and B given by their values over the domain, C by the products of
    /// these values.
    /// </summary>
    /// <param name="values">All values of A and B, each once. Returned to the pool as soon as they are read.</param>
    /// <param name="left">For each point of the domain the index of A's value; -1 for the value 0.</param>
    /// <param name="right">The same for B.</param>
    /// <param name="withC">Whether C is subtracted, which takes two of six transforms.</param>
    /// <param name="pool">Lends three times the domain's size, without C two times, and a quarter more.</param>
    /// <param name="parallelism">Threads, and the cancellation.</param>
    /// <param name="set">The instruction set, which must be supported.</param>
    /// <exception cref="ArgumentException">The number of indices differs from <see cref="Size"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public MsmScalars EvaluateCosetQuotient(
        ScratchBuffer<Fr> values, ReadOnlyMemory<int> left, ReadOnlyMemory<int> right, bool withC, ScratchPool pool,
        in Parallelism parallelism, InstructionSet set)
    {
        RequireSize(left.Length);
        RequireSize(right.Length);
        return Log2Size is < MinLog2LaneSize or > MaxLog2LaneSize
            ? EvaluateCosetQuotientByValue(values.Span, left.Span, right.Span, withC, pool, parallelism)
            : CosetQuotientOf(set, parallelism).Evaluate(values, left, right, withC, pool, parallelism);
    }

    /// <summary>Value by value, for domains too small or too large for lanes.</summary>
    private MsmScalars EvaluateCosetQuotientByValue(
        ReadOnlySpan<Fr> values, ReadOnlySpan<int> left, ReadOnlySpan<int> right, bool withC, ScratchPool pool, in Parallelism parallelism)
    {
        using var a = pool.Rent<Fr>(Size);
        using var b = pool.Rent<Fr>(Size);
        using var c = withC ? pool.Rent<Fr>(Size) : null;
        for (var i = 0; i < Size; i++)
        {
            a.Span[i] = left[i] < 0 ? Fr.Zero : values[left[i]];
            b.Span[i] = right[i] < 0 ? Fr.Zero : values[right[i]];
        }

        if (c is not null)
        {
            for (var i = 0; i < Size; i++) c.Span[i] = a.Span[i] * b.Span[i];
            MoveToOddPoints(c.Memory, parallelism);
        }

        // No division by x^n - 1 follows: A·B - C vanishes on the domain, so the values at
        // the odd points determine the polynomial.
        MoveToOddPoints(a.Memory, parallelism);
        MoveToOddPoints(b.Memory, parallelism);
        for (var i = 0; i < Size; i++) a.Span[i] *= b.Span[i];
        for (var i = 0; c is not null && i < Size; i++) a.Span[i] -= c.Span[i];
        return MsmScalars.Of(a.Memory, parallelism);
    }

    /// <summary>
    /// f(x) to f(g·x), in place: values at the domain become values at the odd powers of g, which is <see cref="CosetShift"/>.
    /// </summary>
    /// <exception cref="ArgumentException">There are not exactly <see cref="Size"/> values.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the values are invalid.</exception>
    public void MoveToOddPoints(Memory<Fr> polynomial, in Parallelism parallelism)
    {
        InverseTransform(polynomial, parallelism);
        Shift(polynomial, CosetShift, parallelism);
        Transform(polynomial, parallelism);
    }

    private ICosetQuotient CosetQuotientOf(InstructionSet set, in Parallelism parallelism)
    {
        lock (_lock)
        {
            // A second caller waits for the factors instead of computing them again.
            if (_cosetQuotients.TryGetValue(set, out var quotient)) return quotient;
            quotient = InstructionSets.OverFr<CreateQuotient, ICosetQuotient>(set, new CreateQuotient(this, parallelism));
            _cosetQuotients.Add(set, quotient);
            return quotient;
        }
    }

    private readonly struct CreateQuotient(EvaluationDomain domain, in Parallelism parallelism) : ILanesFunction<ICosetQuotient>
    {
        private readonly Parallelism _parallelism = parallelism;

        public ICosetQuotient Invoke<TLanes>()
            where TLanes : struct, IFieldLanes =>
            new CosetQuotient<TLanes>(new CosetTwiddles<TLanes>(domain._powers, domain.CosetShift, _parallelism));
    }

    private static WeakReference<EvaluationDomain>[] CreateCache()
    {
        var cache = new WeakReference<EvaluationDomain>[MaxLog2Size + 1];
        for (var i = 0; i < cache.Length; i++) cache[i] = new WeakReference<EvaluationDomain>(null!);
        return cache;
    }

    private static Fr RootOfUnity(int log2Size)
    {
        // 5^((r-1)/2^28). 5 generates the multiplicative group modulo r, so this power has
        // order 2^28; each square halves the order.
        var root = Fr.FromCanonicalUnchecked(new(0x9bd61b6e725b19f0, 0x402d111e41112ed4, 0x00e0a7eb8ef62abc, 0x2a3c09f0a58a7e85));
        for (var i = log2Size; i < MaxLog2Size; i++) root = root.Square();
        return root;
    }

    /// <summary>The layer in which all twiddles are 1.</summary>
    [MethodImpl(Kernel.Optimized)]
    private static void FirstLayer(Span<Fr> values)
    {
        for (var i = 0; i + 1 < values.Length; i += 2)
        {
            var (a, b) = (values[i], values[i + 1]);
            values[i] = a + b;
            values[i + 1] = a - b;
        }
    }

    /// <summary>
    /// Two layers of Cooley and Tukey's butterflies in one pass over memory: values at distance <paramref name="half"/>, then values at twice that distance.
    /// 4 multiplications for 4 values, 1 where the twiddles are 1.
    /// </summary>
    [MethodImpl(Kernel.Optimized)]
    private void TwoLayers(Span<Fr> values, int half, int from, int to)
    {
        // ω^stride is the root of order 4·half, for the second layer; its square is the
        // root of the first layer.
        var stride = Size / 4 / half;
        var powers = _powers.AsSpan();
        var quarterTurn = powers[Size / 4];
        for (var i = from; i < to; i++)
        {
            // i counts groups of four values: offset within a transform of length half,
            // start of the first value.
            var offset = i & (half - 1);
            var start = ((i - offset) << 2) + offset;
            ref var v0 = ref values[start];
            ref var v1 = ref values[start + half];
            ref var v2 = ref values[start + 2 * half];
            ref var v3 = ref values[start + 3 * half];
            var (p1, p2, p3) = (v1, v2, v3);

            // The first layer turns v1 and v3, the second v2 and v3: v3 takes both factors.
            // At offset 0 all factors are 1.
            if (offset != 0)
            {
                ref readonly var first = ref powers[2 * offset * stride];
                p1 *= first;
                p3 *= first;
                ref readonly var second = ref powers[offset * stride];
                p2 *= second;
                p3 *= second;
            }

            // First the sums and differences of both inner pairs, then of the outer pairs,
            // where the lower difference has the additional factor ω^(n/4).
            var sum = v0 + p1;
            var difference = v0 - p1;
            var outer = p2 + p3;
            var turned = (p2 - p3) * quarterTurn;
            v0 = sum + outer;
            v1 = difference + turned;
            v2 = sum - outer;
            v3 = difference - turned;
        }
    }

    private void ReverseBits(Span<Fr> values, int from, int to)
    {
        if (Log2Size == 0) return;
        for (var i = (uint)from; i < (uint)to; i++)
        {
            // Each pair is exchanged once, by its smaller index.
            var j = Reverse(i) >> (32 - Log2Size);
            if (i < j) (values[(int)i], values[(int)j]) = (values[(int)j], values[(int)i]);
        }
    }

    private static uint Reverse(uint value)
    {
        // Bits, pairs and nibbles within bytes, then the bytes.
        value = ((value >> 1) & 0x55555555) | ((value & 0x55555555) << 1);
        value = ((value >> 2) & 0x33333333) | ((value & 0x33333333) << 2);
        value = ((value >> 4) & 0x0f0f0f0f) | ((value & 0x0f0f0f0f) << 4);
        return BinaryPrimitives.ReverseEndianness(value);
    }

    private void RequireSize(int count)
    {
        if (count != Size) throw new ArgumentException($"The domain has {Size} points, so it takes {Size} values, not {count}.", nameof(count));
    }
}
