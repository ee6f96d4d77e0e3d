using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Groth16.Prepared;

namespace Shadowgraph.Proofs.Tests.Groth16.Prepared;

[TestFixture]
[Parallelizable]
public sealed class PreparedFormatTests
{
    /// <summary>Files of earlier versions hold points in this form: if the form changes, <see cref="PreparedFormat.Version"/> must rise.</summary>
    [TestCase("Avx512", "?")]
    [TestCase("Avx2", "?")]
    [TestCase("Portable", "?")]
    public void Points_HaveTheFormOfVersionOne(string name, string expected)
    {
        var set = Enum.Parse<InstructionSet>(name);
        if (!InstructionSets.IsSupported(set)) Assert.Ignore("This processor lacks the instructions.");
        G1Affine[] first = [.. Multiples<Fp>(G1.Generator)];
        G2Affine[] second = [.. Multiples<Fp2>(G2.Generator)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MsmBases<Fp>.Of(first, Proofs.Threading.Parallelism.Sequential, PointLayouts<Fp>.For(set)).Bytes);
        hash.AppendData(MsmBases<Fp2>.Of(second, Proofs.Threading.Parallelism.Sequential, PointLayouts<Fp2>.For(set)).Bytes);

        Assert.That(PreparedFormat.Version, Is.EqualTo(1));
        Assert.That(Convert.ToHexStringLower(hash.GetHashAndReset()), Is.EqualTo(expected));
    }

    [Test]
    public void Offsets_AreWholePagesOneAfterTheOther()
    {
        var lengths = Enumerable.Range(0, PreparedFormat.SectionCount).Select(i => i * 1000L).ToArray();
        var end = (long)PreparedFormat.PageLength;
        for (var section = default(PreparedSection); (int)section < lengths.Length; section++)
        {
            var offset = PreparedFormat.OffsetOf(section, lengths);
            Assert.That(offset % PreparedFormat.PageLength, Is.Zero);
            Assert.That(offset, Is.EqualTo(end));
            end = (offset + lengths[(int)section] + PreparedFormat.PageLength - 1) / PreparedFormat.PageLength * PreparedFormat.PageLength;
        }

        Assert.That(PreparedFormat.FileLength(lengths), Is.EqualTo(end));
    }

    private static IEnumerable<AffinePoint<TField>> Multiples<TField>(AffinePoint<TField> generator)
        where TField : unmanaged, ICurveField<TField> =>
        Enumerable.Range(1, 9).Select(i => ((JacobianPoint<TField>)generator).Multiply(new Fr((ulong)i)).ToAffine());
}
