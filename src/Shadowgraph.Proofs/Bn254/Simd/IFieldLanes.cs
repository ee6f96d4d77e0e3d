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

    /// <summary>Lane i of block j of eight blocks becomes lane j of block i; the blocks must be others.</summary>
    static abstract void Transpose(double* result, double* blocks);

    /// <summary>
    /// ab - cd, a product: one reduction for both. b and d are tight, a and c may be loose, and |a|·|b| + |c|·|d| is at most 2.6·m².
    /// </summary>
    static abstract void MultiplyDifference(double* result, double* a, double* b, double* c, double* d);

    /// <summary>ab + cd, a product: one reduction for both. Bounds as for <see cref="MultiplyDifference"/>.</summary>
    static abstract void MultiplySum(double* result, double* a, double* b, double* c, double* d);

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
