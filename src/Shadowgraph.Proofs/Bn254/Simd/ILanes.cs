namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>
/// Arithmetic on blocks of eight elements of one field, Fp, Fr or Fp2, one in each lane; algorithms are written once over this interface,
/// and the JIT specialises them for each instruction set.
/// </summary>
/// <remarks>
/// <para>
/// A block is <see cref="BlockLength"/> doubles, best aligned to 64 bytes; what is in it is the implementation's affair. Operands may be
/// the same block as each other and as the result.
/// </para>
/// <para>
/// Values are of three kinds. <b>Reduced</b>: size up to (1/2 + 2⁻⁴⁰)·m. <b>Products</b>, what <see cref="Multiply"/> gives: size up to
/// 1.7·m with digits of 52 bits and m with AVX2. Both are <b>tight</b>. <b>Loose</b>: the sum or difference of two tight ones. No kind is
/// canonical: one element has several forms, so compare by <see cref="ZeroLanes"/> of a difference. Each operation says what it takes; to
/// be right in every form, an algorithm keeps to the stricter bounds, those of AVX2: it never multiplies a difference of two products by
/// a product, and reduces one of them.
/// </para>
/// </remarks>
internal unsafe interface ILanes
{
    /// <summary>Elements in a block.</summary>
    const int Count = 8;

    /// <summary>Whether this processor, as the runtime sees it, has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Doubles in a block.</summary>
    static abstract int BlockLength { get; }

    /// <summary>One in every lane, reduced.</summary>
    static abstract void SetOne(double* result);

    /// <summary>
    /// ab, a product. <paramref name="left"/> may be loose, <paramref name="right"/> is tight, and |a|·|b| is at most 1.3·m² (16·m² with
    /// digits of 52 bits).
    /// </summary>
    static abstract void Multiply(double* result, double* left, double* right);

    /// <summary>a², a product. The value is tight.</summary>
    static abstract void Square(double* result, double* value);

    /// <summary>ab - c, reduced. Bounds of a and b as for <see cref="Multiply"/>; c is loose, at most 1.3·m.</summary>
    static abstract void MultiplySubtract(double* result, double* left, double* right, double* subtrahend);

    /// <summary>a² - c, reduced. The value is tight; c is loose, at most 1.3·m.</summary>
    static abstract void SquareSubtract(double* result, double* value, double* subtrahend);

    /// <summary>a + b of tight values, loose.</summary>
    static abstract void Add(double* result, double* left, double* right);

    /// <summary>a - b of tight values, loose.</summary>
    static abstract void Subtract(double* result, double* left, double* right);

    /// <summary>The same element, reduced, of a loose value of at most four products.</summary>
    static abstract void Reduce(double* result, double* value);

    /// <summary>a + b, reduced, of loose values that together are at most four products.</summary>
    static abstract void AddReduced(double* result, double* left, double* right);

    /// <summary>a - b, reduced, of loose values that together are at most four products.</summary>
    static abstract void SubtractReduced(double* result, double* left, double* right);

    /// <summary>-a in the lanes whose bit is set, a in the others; of the value's own kind.</summary>
    static abstract void Negate(double* result, double* value, int lanes);

    /// <summary>b in the lanes whose bit is set, a in the others; of the values' own kinds.</summary>
    static abstract void Select(double* result, double* a, double* b, int lanes);

    /// <summary>The lanes, as bits, whose element is zero. The value is loose, at most four products.</summary>
    static abstract int ZeroLanes(double* value);

    /// <summary>a⁻¹, zero for zero, reduced or a product, of a product: one inversion for all lanes. About 2 microseconds in Fp.</summary>
    static abstract void Invert(double* result, double* value);

    /// <summary>
    /// Reads eight points of a pool of packed points, see <see cref="StorePoints"/>, with their signs. Coordinates are reduced.
    /// </summary>
    /// <param name="x">A block.</param>
    /// <param name="y">A block.</param>
    /// <param name="pool">Two packed coordinates for each point, with AVX-512 best aligned to 64 bytes.</param>
    /// <param name="terms">Twice the index of a point in the pool, plus 1 if it is to be negated.</param>
    /// <param name="stride">From the term of one lane to that of the next.</param>
    static abstract void LoadPoints(double* x, double* y, ulong* pool, uint* terms, int stride);

    /// <summary>Packs eight points, reduced, one after another: <see cref="BlockLength"/> / 40 × 8 words of 64 bits for each.</summary>
    static abstract void StorePoints(ulong* destination, double* x, double* y);
}
