using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Scratch;
using Shadowgraph.Proofs.Bn254.Threads;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>The transforms of Groth16's quotient over one domain, in one vector form.</summary>
internal interface ICosetProduct
{
    /// <summary>See <see cref="EvaluationDomain.EvaluateCosetProduct"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    MsmScalars Evaluate(
        ScratchBuffer<Fr> values, ReadOnlyMemory<int> left, ReadOnlyMemory<int> right, ScratchPool pool, Parallelism parallelism);
}
