using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Which forms this process can run. Computations take a form; left out, it is the best one.</summary>
/// <remarks>DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0 take forms away.</remarks>
internal static class VectorForms
{
    /// <summary>The fastest form that is there, found once.</summary>
    public static VectorForm Best { get; } =
        IsSupported(VectorForm.Avx512) ? VectorForm.Avx512 : IsSupported(VectorForm.Avx2) ? VectorForm.Avx2 : VectorForm.Portable;

    public static bool IsSupported(VectorForm form) => form switch
    {
        VectorForm.Avx512 => Avx512Lanes<BaseModulus, BaseDigits52>.IsSupported,
        VectorForm.Avx2 => Avx2Lanes<BaseModulus, BaseDigits51>.IsSupported,
        _ => true,
    };
}
