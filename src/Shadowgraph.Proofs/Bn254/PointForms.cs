namespace Shadowgraph.Proofs.Bn254;

/// <summary>Which forms of points this process can use.</summary>
internal static class PointForms<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>Every form that the processor, as the runtime sees it, has instructions for; the fastest first.</summary>
    public static IReadOnlyList<PointForm<TField>> Supported { get; } = [PortableForm<TField>.Instance];

    /// <summary>The fastest one.</summary>
    public static PointForm<TField> Best => Supported[0];
}
