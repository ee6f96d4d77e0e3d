namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>The transforms of Groth16's quotient over one domain, in one vector form.</summary>
internal interface ICosetProduct
{
    /// <summary>
    /// Of polynomials A and B, given by their values over the domain, and C, which takes the products of these values there:
    /// A·B - C at the odd powers of the root of the domain of twice the size, in order; in place of A's values.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the values are spoilt.</exception>
    void Evaluate(Memory<Fr> left, ReadOnlyMemory<Fr> right, ScratchPool pool, Parallelism parallelism);
}
