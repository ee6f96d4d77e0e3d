using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.Simd;

public sealed class VectorFormsTests
{
    [Test]
    public void Best_IsTheFastestThatTheProcessorHas()
    {
        Assert.That(VectorForms.IsSupported(VectorForm.Portable), Is.True);
        Assert.That(VectorForms.IsSupported(VectorForm.Avx2), Is.EqualTo(Avx2.IsSupported && Fma.IsSupported));
        Assert.That(VectorForms.IsSupported(VectorForm.Avx512), Is.EqualTo(Avx512F.IsSupported && Avx512DQ.IsSupported));
        Assert.That(VectorForms.Best, Is.EqualTo(Enum.GetValues<VectorForm>().Last(VectorForms.IsSupported)));
    }

    /// <summary>Says something where the runtime was told to do without: the gate runs the tests so.</summary>
    [Test]
    public void Best_WithInstructionsSwitchedOff_DoesWithoutThem()
    {
        Assert.That(IsOff("DOTNET_EnableAVX512") && VectorForms.Best == VectorForm.Avx512, Is.False);
        Assert.That(IsOff("DOTNET_EnableAVX2") && VectorForms.Best != VectorForm.Portable, Is.False);
        Assert.That(IsOff("DOTNET_EnableHWIntrinsic") && VectorForms.Best != VectorForm.Portable, Is.False);
    }

    private static bool IsOff(string variable) => Environment.GetEnvironmentVariable(variable) == "0";
}
