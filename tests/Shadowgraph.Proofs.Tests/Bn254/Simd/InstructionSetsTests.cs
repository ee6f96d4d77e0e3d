using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Bn254.Simd;

public sealed class InstructionSetsTests
{
    [Test]
    public void Best_IsTheFastestThatTheProcessorHas()
    {
        Assert.That(InstructionSets.IsSupported(InstructionSet.Portable), Is.True);
        Assert.That(InstructionSets.IsSupported(InstructionSet.Avx2), Is.EqualTo(Avx2.IsSupported && Fma.IsSupported));
        Assert.That(InstructionSets.IsSupported(InstructionSet.Avx512), Is.EqualTo(Avx512F.IsSupported && Avx512DQ.IsSupported));
        Assert.That(InstructionSets.Best, Is.EqualTo(Enum.GetValues<InstructionSet>().Last(InstructionSets.IsSupported)));
    }

    /// <summary>Says something where the runtime was told to do without: the gate runs the tests so.</summary>
    [Test]
    public void Best_WithInstructionsSwitchedOff_DoesWithoutThem()
    {
        Assert.That(IsOff("DOTNET_EnableAVX512") && InstructionSets.Best == InstructionSet.Avx512, Is.False);
        Assert.That(IsOff("DOTNET_EnableAVX2") && InstructionSets.Best != InstructionSet.Portable, Is.False);
        Assert.That(IsOff("DOTNET_EnableHWIntrinsic") && InstructionSets.Best != InstructionSet.Portable, Is.False);
    }

    private static bool IsOff(string variable) => Environment.GetEnvironmentVariable(variable) == "0";
}
