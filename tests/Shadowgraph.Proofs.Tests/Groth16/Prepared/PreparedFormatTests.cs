using Shadowgraph.Proofs.Groth16.Prepared;

namespace Shadowgraph.Proofs.Tests.Groth16.Prepared;

[TestFixture]
[Parallelizable]
public sealed class PreparedFormatTests
{
    [Test]
    public void SectionCount_IsThatOfTheSections() =>
        Assert.That(Enum.GetValues<PreparedSection>(), Has.Length.EqualTo(PreparedFormat.SectionCount));

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
}
