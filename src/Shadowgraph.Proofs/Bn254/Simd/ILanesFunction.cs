namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>A computation written once over the lanes of a field. The JIT specialises the computation for each instruction set.</summary>
internal interface ILanesFunction<out TResult>
{
    /// <summary>Computes with the lanes of a given instruction set.</summary>
    TResult Invoke<TLanes>()
        where TLanes : struct, IFieldLanes;
}
