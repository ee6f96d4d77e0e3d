using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Tests.Errors;

[TestFixture]
public sealed class ErrorTextTests
{
    [TestCase("plain", "plain")]
    [TestCase("", "")]
    [TestCase("größer, 日本 😀", "größer, 日本 😀")]
    [TestCase("one\r\ntwo\ttabs\0", "one  two tabs ")]
    [TestCase("\u2028line\u2029paragraph\u0085next", " line paragraph next")]
    [TestCase("right\u202Eleft \uFEFFmark", "right left  mark")]
    public void Clean_KeepsTextOnOneLine(string text, string expected) => Assert.That(ErrorText.Clean(text), Is.EqualTo(expected));

    [Test]
    public void Clean_OfTextThatIsTooLong_CutsItOff([Values(20, 21, 10 << 20)] int length, [Values] bool plain)
    {
        var text = new string(plain ? 'x' : '日', length);

        Assert.That(ErrorText.Clean(text, 20), length == 20 ? Is.EqualTo(text) : Is.EqualTo(text[..19] + "…"));
    }

    [Test]
    public void Clean_OfHalfAPair_PutsASpace() => Assert.That(ErrorText.Clean("half \ud83d pair"), Is.EqualTo("half   pair"));

    [Test]
    public void Clean_CutWithinAPair_LeavesNoHalf() => Assert.That(ErrorText.Clean("😀😀😀", 4), Is.EqualTo("😀 …"));
}
