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
}
