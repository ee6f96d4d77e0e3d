namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>
/// Arithmetic on blocks of eight elements of a field, Fp, Fr or Fp2, an element per lane; algorithms are written once against this interface, and the
/// JIT specialises them for each instruction set.
/// </summary>
/// <remarks>
/// <para>
/// A block is <see cref="BlockLength"/> doubles, best aligned to 64 bytes, with a layout private to the implementation. Operands and result may be the
/// same block.
/// </para>
/// <para>
/// Values differ in size. <b>Reduced</b>: up to (1/2 + 2⁻⁴⁰)·m. <b>Products</b>, the results of <see cref="Multiply"/>: up to 1.7·m with digits of 52
/// bits and m with AVX2. The digits of both are <b>tight</b>; the results of <see cref="IFieldLanes.MultiplyByConstant"/> are tight as well, but may be
/// larger than a product. <b>Loose</b>: the sum or difference of two tight values. <b>Wide</b>: the sum or difference of up to four. No kind is
/// canonical: an element has several forms, so elements are compared by <see cref="ZeroLanes"/> of the difference. Each operation states its bounds. To
/// be correct with every instruction set, an algorithm observes the stricter bounds of AVX2: a difference of two products is never multiplied by a
/// product, unless one of them is reduced.
/// </para>
/// </remarks>
internal unsafe interface ILanes
{
    /// <summary>Elements in a block.</summary>
    const int Count = 8;

    /// <summary>Whether the processor has the instructions, as reported by the runtime.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Doubles in a block.</summary>
    static abstract int BlockLength { get; }

    /// <summary>The element 1 in every lane, reduced.</summary>
    static abstract void SetOne(double* result);

    /// <summary>
    /// ab, a product. <paramref name="left"/> may be loose, or wide if <paramref name="right"/> is reduced; <paramref name="right"/> is tight, and |a|·|b|
    /// is at most 1.3·m² (16·m² with digits of 52 bits).
    /// </summary>
    static abstract void Multiply(double* result, double* left, double* right);

    /// <summary>a², a product, of a product or a reduced value.</summary>
    static abstract void Square(double* result, double* value);

    /// <summary>(a - b)c - d, reduced, for tight values: |a - b|·|c| is at most 1.3·m², and d at most 1.3·m.</summary>
    static abstract void SubtractMultiplySubtract(double* result, double* a, double* b, double* factor, double* subtrahend);

    /// <summary>a² - (b + c), reduced, for products or reduced values: b + c is at most 1.3·m.</summary>
    static abstract void SquareSubtract(double* result, double* value, double* first, double* second);

    /// <summary>a + b for tight values, loose; for loose values, wide.</summary>
    static abstract void Add(double* result, double* left, double* right);

    /// <summary>a - b for tight values, loose; for loose values, wide.</summary>
    static abstract void Subtract(double* result, double* left, double* right);

    /// <summary>The same element, reduced, for a wide value of at most four products (18.5·m with digits of 52 bits).</summary>
    static abstract void Reduce(double* result, double* value);

    /// <summary>a + b, reduced, for loose values that together are at most four products (18.5·m with digits of 52 bits).</summary>
    static abstract void AddReduced(double* result, double* left, double* right);

    /// <summary>a - b, reduced, for loose values that together are at most four products (18.5·m with digits of 52 bits).</summary>
    static abstract void SubtractReduced(double* result, double* left, double* right);

    /// <summary>-a in the lanes with a set bit, a in the rest; without a change of kind.</summary>
    static abstract void Negate(double* result, double* value, int lanes);

    /// <summary>b in the lanes with a set bit, a in the rest; without a change of kind.</summary>
    static abstract void Select(double* result, double* a, double* b, int lanes);

    /// <summary>The lanes, as bits, in which the element is zero. The value is loose, at most four products.</summary>
    static abstract int ZeroLanes(double* value);

    /// <summary>
    /// Stores the norm of a - b: (a₀ - b₀)² + (a₁ - b₁)² in the extension, a product, and zero only for equal values. In a prime field a difference is its own
    /// norm, and nothing is stored.
    /// </summary>
    /// <param name="norm">A block of the prime field.</param>
    /// <param name="a">Loose; together with b at most four products.</param>
    /// <param name="b">Loose.</param>
    /// <param name="work">A block that may be overwritten.</param>
    static abstract void StoreNorm(double* norm, double* a, double* b, double* work);

    /// <summary>c times the norm of a - b, a product, for a product c; a - b is at most 1.3·m. c and the result are blocks of the prime field.</summary>
    /// <param name="result">A block of the prime field.</param>
    /// <param name="norm">The block given to <see cref="StoreNorm"/>.</param>
    /// <param name="a">Tight, or loose if b is zero.</param>
    /// <param name="b">Tight.</param>
    /// <param name="factor">c.</param>
    static abstract void MultiplyByNorm(double* result, double* norm, double* a, double* b, double* factor);

    /// <summary>(c - d)/(a - b), a product, from the inverse of the norm of a - b; both differences are at most 1.3·m.</summary>
    /// <param name="result">A block, which may begin with the inverse.</param>
    /// <param name="c">Tight, or loose if d is zero.</param>
    /// <param name="d">Tight.</param>
    /// <param name="a">Tight, or loose if b is zero.</param>
    /// <param name="b">Tight.</param>
    /// <param name="inverseNorm">A product: a block of the prime field.</param>
    /// <param name="work">Two blocks that may be overwritten.</param>
    static abstract void Divide(double* result, double* c, double* d, double* a, double* b, double* inverseNorm, double* work);

    /// <summary>
    /// Reads eight points, with signs, from a pool of points packed by <see cref="StorePoints"/>. Coordinates are reduced.
    /// </summary>
    /// <param name="x">A block.</param>
    /// <param name="y">A block.</param>
    /// <param name="pool">Two packed coordinates for each point, with AVX-512 best aligned to 64 bytes.</param>
    /// <param name="terms">Twice the index of a point in the pool, plus 1 for a negated point.</param>
    /// <param name="stride">The distance between the terms of consecutive lanes.</param>
    static abstract void LoadPoints(double* x, double* y, ulong* pool, uint* terms, int stride);

    /// <summary>Packs eight reduced points consecutively: <see cref="BlockLength"/> / 40 × 8 words of 64 bits each.</summary>
    static abstract void StorePoints(ulong* destination, double* x, double* y);
}
