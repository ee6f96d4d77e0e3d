using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>Fp[u] / (u² + 1) over any lanes of Fp: a block is a block of C0 followed by a block of C1.</summary>
/// <remarks>Each coordinate of a product is a sum of two products with one reduction. Bounds apply to each coordinate.</remarks>
[SkipLocalsInit]
internal readonly unsafe struct Fp2Lanes<TLanes> : ILanes
    where TLanes : struct, IFieldLanes
{
    private const int Half = IFieldLanes.Length;
    private const int PointWords = 16;
    private const int PairWords = 8;

    public static bool IsSupported => TLanes.IsSupported;

    public static int BlockLength => 2 * Half;

    public static void SetOne(double* result)
    {
        TLanes.SetOne(result);
        TLanes.Subtract(result + Half, result, result);
    }

    /// <summary>a₀b₀ - a₁b₁ and a₀b₁ + a₁b₀.</summary>
    public static void Multiply(double* result, double* left, double* right)
    {
        var memory = stackalloc double[Half + BlockAlignment.Slack];
        var real = BlockAlignment.Align(memory);
        TLanes.MultiplyDifference(real, left, right, left + Half, right + Half);
        TLanes.MultiplySum(result + Half, left, right + Half, left + Half, right);
        Copy(result, real);
    }

    /// <summary>a₀² - a₁² and 2a₀·a₁: two squares share a reduction, which takes less time than (a₀ + a₁)(a₀ - a₁) with reduced factors.</summary>
    public static void Square(double* result, double* value)
    {
        var memory = stackalloc double[Half + BlockAlignment.Slack];
        var real = BlockAlignment.Align(memory);
        TLanes.SquareDifference(real, value, value + Half);
        TLanes.MultiplyTwice(result + Half, value, value + Half);
        Copy(result, real);
    }

    /// <summary>Σ left[i]·right[i] - subtrahend, reduced; for bounds see <see cref="IFieldLanes.MultiplyDifferences"/>.</summary>
    /// <param name="result">A block, distinct from all operands.</param>
    /// <param name="left">Consecutive blocks.</param>
    /// <param name="right">As many blocks.</param>
    /// <param name="count">The number of products: 1 to 6.</param>
    /// <param name="subtrahend">A block.</param>
    public static void MultiplySum(double* result, double* left, double* right, int count, double* subtrahend)
    {
        TLanes.MultiplyDifferences(result, left, right, count, subtrahend);
        TLanes.MultiplySums(result + Half, left, right, count, subtrahend + Half);
    }

    /// <summary>(9a - b) + (9b + a)u of a + bu, reduced, for a reduced value. The result is a different block.</summary>
    public static void MultiplyByNonResidue(double* result, double* value)
    {
        TLanes.SubtractNineTimes(result, value, value + Half);
        TLanes.AddNineTimes(result + Half, value + Half, value);
    }

    /// <summary>Combines lanes of two blocks, see <see cref="IFieldLanes.Permute"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Permute(double* result, double* first, double* second, ulong lanes)
    {
        TLanes.Permute(result, first, second, lanes);
        TLanes.Permute(result + Half, first + Half, second + Half, lanes);
    }

    public static void SubtractMultiplySubtract(double* result, double* a, double* b, double* factor, double* subtrahend)
    {
        var memory = stackalloc double[3 * Half + BlockAlignment.Slack];
        double* real = BlockAlignment.Align(memory), difference = real + Half;
        Subtract(difference, a, b);
        TLanes.MultiplyDifferenceSubtract(real, difference, factor, difference + Half, factor + Half, subtrahend);
        TLanes.MultiplySumSubtract(result + Half, difference, factor + Half, difference + Half, factor, subtrahend + Half);
        Copy(result, real);
    }

    public static void SquareSubtract(double* result, double* value, double* first, double* second)
    {
        var memory = stackalloc double[3 * Half + BlockAlignment.Slack];
        double* real = BlockAlignment.Align(memory), sum = real + Half;
        Add(sum, first, second);
        TLanes.SquareDifferenceSubtract(real, value, value + Half, sum);
        TLanes.MultiplyTwiceSubtract(result + Half, value, value + Half, sum + Half);
        Copy(result, real);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(double* result, double* left, double* right)
    {
        TLanes.Add(result, left, right);
        TLanes.Add(result + Half, left + Half, right + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(double* result, double* left, double* right)
    {
        TLanes.Subtract(result, left, right);
        TLanes.Subtract(result + Half, left + Half, right + Half);
    }

    public static void Reduce(double* result, double* value)
    {
        TLanes.Reduce(result, value);
        TLanes.Reduce(result + Half, value + Half);
    }

    public static void AddReduced(double* result, double* left, double* right)
    {
        TLanes.AddReduced(result, left, right);
        TLanes.AddReduced(result + Half, left + Half, right + Half);
    }

    public static void SubtractReduced(double* result, double* left, double* right)
    {
        TLanes.SubtractReduced(result, left, right);
        TLanes.SubtractReduced(result + Half, left + Half, right + Half);
    }

    public static void Negate(double* result, double* value, int lanes)
    {
        TLanes.Negate(result, value, lanes);
        TLanes.Negate(result + Half, value + Half, lanes);
    }

    public static void Select(double* result, double* a, double* b, int lanes)
    {
        TLanes.Select(result, a, b, lanes);
        TLanes.Select(result + Half, a + Half, b + Half, lanes);
    }

    public static int ZeroLanes(double* value) => TLanes.ZeroLanes(value) & TLanes.ZeroLanes(value + Half);

    /// <summary>
    /// Of reduced differences, because squares of loose digits would not fit into the columns of a product. Only zero has the norm zero, because -1 is not a
    /// square modulo p.
    /// </summary>
    public static void StoreNorm(double* norm, double* a, double* b, double* work)
    {
        SubtractReduced(work, a, b);
        TLanes.SquareSum(norm, work, work + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyByNorm(double* result, double* norm, double* a, double* b, double* factor) =>
        TLanes.Multiply(result, norm, factor);

    /// <summary>(x₀ + x₁u)(y₀ - y₁u) / (y₀² + y₁²), in the time of five multiplications of Fp.</summary>
    public static void Divide(double* result, double* c, double* d, double* a, double* b, double* inverseNorm, double* work)
    {
        double* x = work, y = work + 2 * Half;
        TLanes.SubtractMultiply(y, a, b, inverseNorm);
        TLanes.SubtractMultiply(y + Half, a + Half, b + Half, inverseNorm);
        Subtract(x, c, d);
        TLanes.MultiplySum(result, x, y, x + Half, y + Half);
        TLanes.MultiplyDifference(result + Half, x + Half, y, x, y + Half);
    }

    public static void LoadPoints(double* x, double* y, ulong* pool, uint* terms, int stride)
    {
        TLanes.LoadPairs(x, x + Half, pool, terms, stride, PointWords, Negation.None);
        TLanes.LoadPairs(y, y + Half, pool + PairWords, terms, stride, PointWords, Negation.Both);
    }

    public static void StorePoints(ulong* destination, double* x, double* y)
    {
        TLanes.StorePairs(destination, x, x + Half, PointWords);
        TLanes.StorePairs(destination + PairWords, y, y + Half, PointWords);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(double* result, double* value) => Unsafe.CopyBlock(result, value, Half * sizeof(double));
}
