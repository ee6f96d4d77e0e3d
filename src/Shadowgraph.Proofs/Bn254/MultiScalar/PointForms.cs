using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>The forms of points that this process can use.</summary>
internal static class PointForms<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>The fastest form.</summary>
    public static PointForm<TField> Best { get; } = For(VectorForms.Best);

    /// <summary>Points for one instruction set, which must be supported.</summary>
    public static PointForm<TField> For(VectorForm form) => form switch
    {
        VectorForm.Avx512 => OverLanes<Avx512Lanes<BaseModulus, BaseDigits52>>(),
        VectorForm.Avx2 => OverLanes<Avx2Lanes<BaseModulus, BaseDigits51>>(),
        _ => OverLanes<PortableLanes<BaseModulus, BaseDigits52>>(),
    };

    private static PointForm<TField> OverLanes<TLanes>()
        where TLanes : struct, IFieldLanes =>
        typeof(TField) == typeof(Fp)
            ? (PointForm<TField>)(object)new LanesForm<Fp, TLanes, TLanes>()
            : (PointForm<TField>)(object)new LanesForm<Fp2, Fp2Lanes<TLanes>, TLanes>();
}
