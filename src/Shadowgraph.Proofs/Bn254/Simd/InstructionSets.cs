using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>The single place that chooses the instruction set, and maps the set to the lanes of a computation.</summary>
/// <remarks>DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0 switch instruction sets off.</remarks>
internal static class InstructionSets
{
    /// <summary>The fastest instruction set of this processor, determined once.</summary>
    public static InstructionSet Best { get; } =
        IsSupported(InstructionSet.Avx512) ? InstructionSet.Avx512 : IsSupported(InstructionSet.Avx2) ? InstructionSet.Avx2 : InstructionSet.Portable;

    public static bool IsSupported(InstructionSet set) => set switch
    {
        InstructionSet.Avx512 => Avx512Lanes<BaseModulus, BaseDigits52>.IsSupported,
        InstructionSet.Avx2 => Avx2Lanes<BaseModulus, BaseDigits51>.IsSupported,
        _ => true,
    };

    /// <summary>Runs a computation on the lanes of Fp.</summary>
    /// <param name="set">A supported instruction set.</param>
    /// <param name="function">The computation.</param>
    public static TResult OverFp<TFunction, TResult>(InstructionSet set, TFunction function)
        where TFunction : ILanesFunction<TResult>, allows ref struct => set switch
        {
            InstructionSet.Avx512 => function.Invoke<Avx512Lanes<BaseModulus, BaseDigits52>>(),
            InstructionSet.Avx2 => function.Invoke<Avx2Lanes<BaseModulus, BaseDigits51>>(),
            _ => function.Invoke<PortableLanes<BaseModulus, BaseDigits52>>(),
        };

    /// <summary>Runs a computation on the lanes of Fr.</summary>
    /// <param name="set">A supported instruction set.</param>
    /// <param name="function">The computation.</param>
    public static TResult OverFr<TFunction, TResult>(InstructionSet set, TFunction function)
        where TFunction : ILanesFunction<TResult>, allows ref struct => set switch
        {
            InstructionSet.Avx512 => function.Invoke<Avx512Lanes<ScalarModulus, ScalarDigits52>>(),
            InstructionSet.Avx2 => function.Invoke<Avx2Lanes<ScalarModulus, ScalarDigits51>>(),
            _ => function.Invoke<PortableLanes<ScalarModulus, ScalarDigits52>>(),
        };
}
