using System.Buffers.Binary;
using System.Numerics;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// The 2^k-th roots of unity, over which polynomials of degree below 2^k are held by their values: ωⁱ for i = 0 .. 2^k - 1.
/// </summary>
/// <remarks>
/// ω is snarkjs's choice: 5^((r-1)/2^28) squared down to the wanted order. Domains are shared while anyone holds them; hold the domain
/// for as long as it is needed, for its 2^(k-1) powers of ω are computed anew after it was collected.
/// </remarks>
internal sealed class EvaluationDomain
{
    /// <summary>r - 1 is divisible by 2^28 and no more.</summary>
    public const int MaxLog2Size = 28;

    private const int Grain = 1 << 12;
    private static WeakReference<EvaluationDomain>[] Cache { get; } =
        [.. Enumerable.Range(0, MaxLog2Size + 1).Select(_ => new WeakReference<EvaluationDomain>(null!))];

    private readonly Fr[] _powers;
    private readonly Fr _inverseSize;

    private EvaluationDomain(int log2Size)
    {
        Log2Size = log2Size;
        Generator = RootOfUnity(log2Size);
        CosetShift = log2Size < MaxLog2Size ? RootOfUnity(log2Size + 1) : Fr.Zero;
        _inverseSize = new Fr((ulong)Size).Inverse();
        _powers = new Fr[Math.Max(1, Size / 2)];
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

    /// <summary>ω of the domain of twice the size, whose odd powers are the coset that Groth16's quotient is evaluated on; 0 if there is none.</summary>
    public Fr CosetShift { get; }

    /// <summary>The domain of 2^<paramref name="log2Size"/> points, 0 to 28.</summary>
    public static EvaluationDomain For(int log2Size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log2Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log2Size, MaxLog2Size);
        var slot = Cache[log2Size];
        lock (slot)
        {
            if (slot.TryGetTarget(out var domain)) return domain;
            domain = new EvaluationDomain(log2Size);
            slot.SetTarget(domain);
            return domain;
        }
    }

    /// <summary>Coefficients to values, in place: value i is the polynomial at ωⁱ.</summary>
    /// <exception cref="ArgumentException">There are not exactly <see cref="Size"/> values.</exception>
    public void Transform(Memory<Fr> values, in Parallelism parallelism)
    {
        RequireSize(values);
        ReverseBits(values.Span);
        for (var half = 1; half < Size; half <<= 1)
        {
            var width = half;
            parallelism.For(Size / 2, Grain, (from, to) => Butterflies(values.Span, width, from, to));
        }
    }

    /// <summary>Values to coefficients, in place.</summary>
    /// <exception cref="ArgumentException">There are not exactly <see cref="Size"/> values.</exception>
    public void InverseTransform(Memory<Fr> values, in Parallelism parallelism)
    {
        Transform(values, parallelism);
        values.Span[1..].Reverse();
        parallelism.For(Size, Grain, (from, to) =>
        {
            foreach (ref var value in values.Span[from..to]) value *= _inverseSize;
        });
    }

    /// <summary>Multiplies value i by shift^i: coefficients of f(x) become those of f(shift·x).</summary>
    public void Shift(Memory<Fr> values, in Fr shift, in Parallelism parallelism)
    {
        RequireSize(values);
        var factor = shift;
        parallelism.For(Size, Grain, (from, to) =>
        {
            var power = factor.Pow((ulong)from);
            foreach (ref var value in values.Span[from..to])
            {
                value *= power;
                power *= factor;
            }
        });
    }

    private static Fr RootOfUnity(int log2Size)
    {
        var root = Fr.FromBigInteger(BigInteger.ModPow(5, (Fr.Modulus - 1) >> MaxLog2Size, Fr.Modulus));
        for (var i = log2Size; i < MaxLog2Size; i++) root = root.Square();
        return root;
    }

    private void Butterflies(Span<Fr> values, int half, int from, int to)
    {
        var stride = Size / 2 / half;
        for (var i = from; i < to; i++)
        {
            var offset = i & (half - 1);
            var low = ((i - offset) << 1) + offset;
            var product = values[low + half] * _powers[offset * stride];
            values[low + half] = values[low] - product;
            values[low] += product;
        }
    }

    private void ReverseBits(Span<Fr> values)
    {
        if (Log2Size == 0) return;
        for (var i = 0u; i < (uint)Size; i++)
        {
            var j = Reverse(i) >> (32 - Log2Size);
            if (i < j) (values[(int)i], values[(int)j]) = (values[(int)j], values[(int)i]);
        }
    }

    private static uint Reverse(uint value)
    {
        value = ((value >> 1) & 0x55555555) | ((value & 0x55555555) << 1);
        value = ((value >> 2) & 0x33333333) | ((value & 0x33333333) << 2);
        value = ((value >> 4) & 0x0f0f0f0f) | ((value & 0x0f0f0f0f) << 4);
        return BinaryPrimitives.ReverseEndianness(value);
    }

    private void RequireSize(Memory<Fr> values)
    {
        if (values.Length != Size) throw new ArgumentException($"The domain has {Size} points, so it takes {Size} values, not {values.Length}.", nameof(values));
    }
}
