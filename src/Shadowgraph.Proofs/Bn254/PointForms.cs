using Shadowgraph.Proofs.Bn254.Simd;
using Fp512 = Shadowgraph.Proofs.Bn254.Simd.Avx512Lanes<Shadowgraph.Proofs.Bn254.BaseModulus, Shadowgraph.Proofs.Bn254.Simd.BaseDigits52>;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>Which forms of points this process can use.</summary>
internal static class PointForms<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>Every form that the processor, as the runtime sees it, has instructions for; the fastest first.</summary>
    public static IReadOnlyList<PointForm<TField>> Supported { get; } = [.. Vectors(), PortableForm<TField>.Instance];

    /// <summary>The fastest one.</summary>
    public static PointForm<TField> Best => Supported[0];

    private static IEnumerable<PointForm<TField>> Vectors()
    {
        if (Fp512.IsSupported) yield return OverLanes<Fp512>("digits52");
    }

    private static PointForm<TField> OverLanes<TLanes>(string name)
        where TLanes : struct, IFieldLanes =>
        typeof(TField) == typeof(Fp)
            ? (PointForm<TField>)(object)new LanesForm<Fp, TLanes, TLanes>(name)
            : (PointForm<TField>)(object)new LanesForm<Fp2, Fp2Lanes<TLanes>, TLanes>(name);
}
