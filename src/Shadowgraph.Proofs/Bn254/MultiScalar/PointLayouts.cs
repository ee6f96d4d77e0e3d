using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>The available layouts of points.</summary>
internal static class PointLayouts<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>The fastest layout.</summary>
    public static PointLayout<TField> Best { get; } = For(InstructionSets.Best);

    /// <summary>The layout for an instruction set, which must be supported.</summary>
    public static PointLayout<TField> For(InstructionSet set) => InstructionSets.OverFp<Layout, PointLayout<TField>>(set, default);

    private readonly struct Layout : ILanesFunction<PointLayout<TField>>
    {
        public PointLayout<TField> Invoke<TLanes>()
            where TLanes : struct, IFieldLanes =>
            // A comparison of type parameters is a constant to the JIT: each instantiation
            // keeps a single branch.
            typeof(TField) == typeof(Fp)
                ? (PointLayout<TField>)(object)new LanesLayout<Fp, TLanes, TLanes>()
                : (PointLayout<TField>)(object)new LanesLayout<Fp2, Fp2Lanes<TLanes>, TLanes>();
    }
}
