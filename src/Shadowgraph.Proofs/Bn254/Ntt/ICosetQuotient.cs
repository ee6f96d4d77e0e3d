using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.Ntt;

/// <summary>The transforms of Groth16's quotient over a domain, for an instruction set.</summary>
internal interface ICosetQuotient
{
    /// <summary>See <see cref="EvaluationDomain.EvaluateCosetQuotient"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    MsmScalars Evaluate(
        ScratchBuffer<Fr> values, ReadOnlyMemory<int> left, ReadOnlyMemory<int> right, bool withC, ScratchPool pool,
        Parallelism parallelism);
}
