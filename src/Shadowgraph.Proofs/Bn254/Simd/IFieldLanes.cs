using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Lanes of a prime field: what leads in and out, and the two products that the quadratic extension is made of.</summary>
internal unsafe interface IFieldLanes : ILanes
{
    /// <summary>Doubles in a block of any prime field.</summary>
    const int Length = 40;

    /// <summary>Doubles of a scalar for <see cref="MultiplyByScalar"/>.</summary>
    const int ScalarLength = 5;

    /// <summary>ab with the same b in every lane, a product; bounds as for <see cref="ILanes.Multiply"/>.</summary>
    /// <param name="result">A block.</param>
    /// <param name="left">A block.</param>
    /// <param name="scalar">Five doubles from <see cref="SetScalars"/>.</param>
    static abstract void MultiplyByScalar(double* result, double* left, double* scalar);

    /// <summary>
    /// Prepares eight elements, given in Montgomery form (R = 2²⁵⁶), as factors for every lane: eight scalars, reduced, one after
    /// another.
    /// </summary>
    static abstract void SetScalars(double* scalars, Limbs* source);

    /// <summary>
    /// Σ aᵢsᵢ + e with the same sᵢ and e in every lane, and one reduction for all: reduced with AVX2, and else up to 2.4·m with tight digits,
    /// which <see cref="ILanes.Square"/> and <see cref="ILanes.Multiply"/> take for a product.
    /// </summary>
    /// <param name="result">A block, none of the factors.</param>
    /// <param name="left">Blocks a₀, a₁ and so on: tight, up to 2.4·m with digits of 52 bits. In all Σ|aᵢ||sᵢ| is at most 24·m² with these,
    /// and 6.5·m² with AVX2.</param>
    /// <param name="scalars">As many scalars as there are blocks, from <see cref="SetScalars"/>. At random, |s| is a quarter of m.</param>
    /// <param name="count">How many: 1 to 40.</param>
    /// <param name="addend">One scalar.</param>
    static abstract void MultiplyByScalars(double* result, double* left, double* scalars, int count, double* addend);

    /// <summary>Lane i of block j of eight blocks becomes lane j of block i; the blocks must be others.</summary>
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

    /// <summary>
    /// Σ (aᵢbᵢ - cᵢdᵢ) - e, reduced, with one reduction for all: the first coordinate of a sum of products in the quadratic extension.
    /// </summary>
    /// <param name="result">A block.</param>
    /// <param name="left">Blocks a₀, c₀, a₁, c₁ and so on, reduced.</param>
    /// <param name="right">Blocks b₀, d₀, b₁, d₁ and so on, reduced.</param>
    /// <param name="count">How many of each: 1 to 6.</param>
    /// <param name="subtrahend">e, loose, at most 1.3·m.</param>
    static abstract void MultiplyDifferences(double* result, double* left, double* right, int count, double* subtrahend);

    /// <summary>Σ (aᵢdᵢ + cᵢbᵢ) - e, reduced: the second coordinate. Parameters as for <see cref="MultiplyDifferences"/>.</summary>
    static abstract void MultiplySums(double* result, double* left, double* right, int count, double* subtrahend);

    /// <summary>9a + b, reduced, of reduced values.</summary>
    static abstract void AddNineTimes(double* result, double* a, double* b);

    /// <summary>9a - b, reduced, of reduced values.</summary>
    static abstract void SubtractNineTimes(double* result, double* a, double* b);

    /// <summary>Puts lanes of two blocks together, of the values' own kinds. The result is another block.</summary>
    /// <param name="result">A block.</param>
    /// <param name="first">Lanes 0 to 7.</param>
    /// <param name="second">Lanes 8 to 15.</param>
    /// <param name="lanes">A byte for each lane of the result, the lowest first: which one it takes.</param>
    static abstract void Permute(double* result, double* first, double* second, ulong lanes);

    /// <summary>Takes eight canonical integers, below m, as elements; products.</summary>
    static abstract void FromCanonical(double* result, Limbs* source);

    /// <summary>Takes eight Montgomery forms (R = 2²⁵⁶), below m, as elements; products.</summary>
    static abstract void FromMontgomery(double* result, Limbs* source);

    /// <summary>The canonical integers of eight elements, loose, at most four products.</summary>
    static abstract void ToCanonical(Limbs* destination, double* value);

    /// <summary>The Montgomery forms (R = 2²⁵⁶) of eight elements, loose, at most four products.</summary>
    static abstract void ToMontgomery(Limbs* destination, double* value);

    /// <summary>Reads two packed elements for each lane, as <see cref="ILanes.LoadPoints"/> does.</summary>
    /// <param name="first">A block.</param>
    /// <param name="second">A block.</param>
    /// <param name="pool">Where the pair of index 0 is.</param>
    /// <param name="terms">Twice the index of a pair, plus 1 if it is to be negated.</param>
    /// <param name="stride">From the term of one lane to that of the next.</param>
    /// <param name="words">From one pair to the next, in words of 64 bits.</param>
    /// <param name="negation">What of the pair is negated.</param>
    static abstract void LoadPairs(double* first, double* second, ulong* pool, uint* terms, int stride, int words, Negation negation);

    /// <summary>Packs two reduced elements of each lane, one pair each <paramref name="words"/> words.</summary>
    static abstract void StorePairs(ulong* destination, double* first, double* second, int words);
}
