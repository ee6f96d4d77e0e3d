using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Lanes of a prime field: conversions, and the sums of products of which the quadratic extension consists.</summary>
internal unsafe interface IFieldLanes : ILanes
{
    /// <summary>Doubles in a block of any prime field.</summary>
    const int Length = 40;

    /// <summary>Doubles of a scalar for <see cref="MultiplyByScalar"/>.</summary>
    const int ScalarLength = 5;

    /// <summary>ab - c, reduced. Bounds of a and b as for <see cref="ILanes.Multiply"/>; c is loose, at most 1.3·m.</summary>
    static abstract void MultiplySubtract(double* result, double* left, double* right, double* subtrahend);

    /// <summary>a⁻¹, zero for zero, reduced or a product, for a product: a single inversion for all lanes. About 2 microseconds in Fp.</summary>
    static abstract void Invert(double* result, double* value);

    /// <summary>(a - b)c, a product, for tight values, or a loose a if b is zero; |a - b|·|c| is at most 1.3·m².</summary>
    static abstract void SubtractMultiply(double* result, double* a, double* b, double* factor);

    /// <summary>Doubles of a constant for <see cref="MultiplyByConstant"/>.</summary>
    static abstract int ConstantLength { get; }

    /// <summary>ab with the same b in every lane, a product; bounds as for <see cref="ILanes.Multiply"/>.</summary>
    /// <param name="result">A block.</param>
    /// <param name="left">A block.</param>
    /// <param name="scalar">Five doubles from <see cref="SetScalars"/>.</param>
    static abstract void MultiplyByScalar(double* result, double* left, double* scalar);

    /// <summary>
    /// Prepares eight elements, given in Montgomery form (R = 2²⁵⁶), as factors for every lane: eight consecutive scalars, reduced.
    /// </summary>
    static abstract void SetScalars(double* scalars, Limbs* source);

    /// <summary>
    /// ab with the same b in every lane, tight, in three fifths or seven tenths of the products of digits of <see cref="MultiplyByScalar"/>, for more memory.
    /// With digits of 52 bits, a product for a tight a, up to 2.62·m for a loose one and 4.62·m for a wide one; reduced
    /// with AVX2.
    /// </summary>
    /// <param name="result">A block.</param>
    /// <param name="left">A block: at most 18.5·m, and 4·m with AVX2.</param>
    /// <param name="constant"><see cref="ConstantLength"/> doubles from <see cref="SetConstants"/>.</param>
    static abstract void MultiplyByConstant(double* result, double* left, double* constant);

    /// <summary>Prepares eight elements, given in Montgomery form (R = 2²⁵⁶), as constants: eight consecutive constants.</summary>
    static abstract void SetConstants(double* constants, Limbs* source);

    /// <summary>Copies the elements of a tight block, lane by lane, to eight consecutive scalars of the same size.</summary>
    static abstract void ToScalars(double* scalars, double* block);

    /// <summary>
    /// Σ aᵢsᵢ + e with the same sᵢ and e in every lane, and a single reduction: reduced with AVX2, otherwise up to 2.4·m with tight digits, which
    /// <see cref="ILanes.Square"/> and <see cref="ILanes.Multiply"/> accept like a product.
    /// </summary>
    /// <param name="result">A block, distinct from all factors.</param>
    /// <param name="left">Blocks a₀, a₁ and so on: tight, up to 2.4·m with digits of 52 bits. The total Σ|aᵢ||sᵢ| is at most 24·m² with these, and 6.5·m²
    /// with AVX2.</param>
    /// <param name="scalars">As many scalars as blocks, from <see cref="SetScalars"/>. The expected |s| of a random scalar is a quarter of m. With reduced
    /// blocks, the scalars may have the sizes of blocks, from <see cref="ToScalars"/>: products are symmetric.</param>
    /// <param name="count">The number of products: 1 to 40.</param>
    /// <param name="addend">A scalar.</param>
    static abstract void MultiplyByScalars(double* result, double* left, double* scalars, int count, double* addend);

    /// <summary>Lane i of block j of eight blocks becomes lane j of block i; result and source must be distinct.</summary>
    static abstract void Transpose(double* result, double* blocks);

    /// <summary>
    /// ab - cd, a product: one reduction for both. b and d are tight, a and c may be loose, and |a|·|b| + |c|·|d| is at most 2.6·m².
    /// </summary>
    static abstract void MultiplyDifference(double* result, double* a, double* b, double* c, double* d);

    /// <summary>ab + cd, a product: one reduction for both. Bounds as for <see cref="MultiplyDifference"/>.</summary>
    static abstract void MultiplySum(double* result, double* a, double* b, double* c, double* d);

    /// <summary>ab - cd - e, reduced. Bounds as for <see cref="MultiplyDifference"/>; e is loose, at most 1.3·m.</summary>
    static abstract void MultiplyDifferenceSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend);

    /// <summary>ab + cd - e, reduced. Bounds as for <see cref="MultiplyDifferenceSubtract"/>.</summary>
    static abstract void MultiplySumSubtract(double* result, double* a, double* b, double* c, double* d, double* subtrahend);

    /// <summary>a² + b², a product, for products or reduced values: one reduction for both.</summary>
    static abstract void SquareSum(double* result, double* a, double* b);

    /// <summary>a² - b², a product, for products or reduced values.</summary>
    static abstract void SquareDifference(double* result, double* a, double* b);

    /// <summary>a² - b² - c, reduced, for a and b products or reduced; c is loose, at most 1.3·m.</summary>
    static abstract void SquareDifferenceSubtract(double* result, double* a, double* b, double* subtrahend);

    /// <summary>2ab, a product, for products or reduced values.</summary>
    static abstract void MultiplyTwice(double* result, double* a, double* b);

    /// <summary>2ab - c, reduced, for a and b products or reduced; c is loose, at most 1.3·m.</summary>
    static abstract void MultiplyTwiceSubtract(double* result, double* a, double* b, double* subtrahend);

    /// <summary>
    /// Σ (aᵢbᵢ - cᵢdᵢ) - e, reduced, with a single reduction: the first coordinate of a sum of products in the quadratic extension.
    /// </summary>
    /// <param name="result">A block.</param>
    /// <param name="left">Blocks a₀, c₀, a₁, c₁ and so on, reduced.</param>
    /// <param name="right">Blocks b₀, d₀, b₁, d₁ and so on, reduced.</param>
    /// <param name="count">The number of terms: 1 to 6.</param>
    /// <param name="subtrahend">e, loose, at most 1.3·m.</param>
    static abstract void MultiplyDifferences(double* result, double* left, double* right, int count, double* subtrahend);

    /// <summary>Σ (aᵢdᵢ + cᵢbᵢ) - e, reduced: the second coordinate. Parameters as for <see cref="MultiplyDifferences"/>.</summary>
    static abstract void MultiplySums(double* result, double* left, double* right, int count, double* subtrahend);

    /// <summary>9a + b, reduced, for reduced values.</summary>
    static abstract void AddNineTimes(double* result, double* a, double* b);

    /// <summary>9a - b, reduced, for reduced values.</summary>
    static abstract void SubtractNineTimes(double* result, double* a, double* b);

    /// <summary>Combines lanes of two blocks, without a change of kind. The result is a different block.</summary>
    /// <param name="result">A block.</param>
    /// <param name="first">Lanes 0 to 7.</param>
    /// <param name="second">Lanes 8 to 15.</param>
    /// <param name="lanes">The source of each lane of the result, a byte each, the lowest first.</param>
    static abstract void Permute(double* result, double* first, double* second, ulong lanes);

    /// <summary>Converts eight canonical integers, below m, to elements; products.</summary>
    static abstract void FromCanonical(double* result, Limbs* source);

    /// <summary>Converts eight Montgomery forms (R = 2²⁵⁶), below m, to elements; products.</summary>
    static abstract void FromMontgomery(double* result, Limbs* source);

    /// <summary>The canonical integers of eight elements, loose, at most four products.</summary>
    static abstract void ToCanonical(Limbs* destination, double* value);

    /// <summary>The Montgomery forms (R = 2²⁵⁶) of eight elements, loose, at most four products.</summary>
    static abstract void ToMontgomery(Limbs* destination, double* value);

    /// <summary>Reads two packed elements for each lane, as <see cref="ILanes.LoadPoints"/> does.</summary>
    /// <param name="first">A block.</param>
    /// <param name="second">A block.</param>
    /// <param name="pool">The pair with index 0.</param>
    /// <param name="terms">Twice the index of a pair, plus 1 for a negated pair.</param>
    /// <param name="stride">The distance between the terms of consecutive lanes.</param>
    /// <param name="words">The distance between consecutive pairs, in words of 64 bits.</param>
    /// <param name="negation">The elements of the pair that a negated term negates.</param>
    static abstract void LoadPairs(double* first, double* second, ulong* pool, uint* terms, int stride, int words, Negation negation);

    /// <summary>Packs two reduced elements of each lane, with a pair every <paramref name="words"/> words.</summary>
    static abstract void StorePairs(ulong* destination, double* first, double* second, int words);
}
