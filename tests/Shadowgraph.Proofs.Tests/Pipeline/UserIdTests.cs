using System.Globalization;
using System.Text;
using CsCheck;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs.Tests.Pipeline;

[TestFixture]
public sealed class UserIdTests
{
    private const string Lower = "0x6813eb9362372eef6200f3b1dbc3f819671cba69";

    // Any UTF-16 code units, halves of surrogate pairs among them; mostly from the corners where trouble lives.
    private static readonly Gen<char> Characters = Gen.OneOf(
        Gen.Char, Gen.Char[' ', '~'], Gen.Char['\0', '\u001f'], Gen.Char['\u0080', '\u00ad'], Gen.Char['\u2000', '\u206f'],
        Gen.Char['\ud800', '\udfff'], Gen.Char['\ufe00', '\uffff']);

    [Test]
    public void NewId_OfAnything_IsRefusedOrHoldsNothingThatForgesALine() =>
        Characters.Array[0, 12].Select(characters => new string(characters)).Sample(text =>
        {
            UserId id;
            try
            {
                id = new UserId(text);
            }
            catch (ArgumentException e)
            {
                // Nobody reads the refused characters in the message either.
                return !IsClean(text) && IsClean(e.Message);
            }

            return IsClean(text) && id.ToString() == text;
        }, iter: 10_000);

    [TestCase("alice")]
    [TestCase("Zoë Müller <zoe@example.org>")]
    [TestCase("李小龍")]
    [TestCase("a\u0301 combined")]
    [TestCase("😀")]
    [TestCase(" ")]
    public void NewId_OfPlainText_KeepsIt(string text) => Assert.That(new UserId(text).ToString(), Is.EqualTo(text));

    [TestCase("alice\nroot logged in", 5, "000A")]
    [TestCase("alice\rroot", 5, "000D")]
    [TestCase("\0", 0, "0000")]
    [TestCase("\u001b[2J", 0, "001B")]
    [TestCase("a\u0085b", 1, "0085")]
    [TestCase("a\u2028b", 1, "2028")]
    [TestCase("a\u2029b", 1, "2029")]
    [TestCase("a\u202eb", 1, "202E")]
    [TestCase("a\u200bb", 1, "200B")]
    [TestCase("\ufeffa", 0, "FEFF")]
    [TestCase("a\u0378", 1, "0378")]
    public void NewId_WithACharacterThatIsNotAllowed_NamesPlaceAndCode(string text, int place, string code) =>
        AssertRefused(text, place, code);

    // Lone surrogates don't survive the attribute's own encoding.
    [TestCase(0xd800)]
    [TestCase(0xdfff)]
    public void NewId_WithHalfOfASurrogatePair_Throws(int unit) =>
        AssertRefused("a" + (char)unit, 1, unit.ToString("X4", CultureInfo.InvariantCulture));

    [Test]
    public void NewId_WithAFormatCharacterBeyondTheBasicPlane_Throws() =>
        Assert.That(() => new UserId("a" + char.ConvertFromUtf32(0xe0041)), Throws.ArgumentException.With.Message.Contains("Character 1"));

    [Test]
    public void NewId_OfNullEmptyOrOverlongText_Throws()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new UserId(null!), Throws.ArgumentNullException);
            Assert.That(() => new UserId(""), Throws.ArgumentException.With.Message.Contains("1 to 256"));
            Assert.That(() => new UserId(new string('a', UserId.MaxLength)), Throws.Nothing);
            Assert.That(() => new UserId(new string('a', UserId.MaxLength + 1)), Throws.ArgumentException.With.Message.Contains("257"));
        });
    }

    [TestCase("0x6813EB9362372EEF6200F3B1DBC3F819671CBA69")]
    [TestCase("0x6813Eb9362372EEF6200f3b1dbC3f819671cBA69")]
    [TestCase("0X6813eb9362372eef6200f3b1dbc3f819671cba69")]
    public void NewId_OfAnAddressInAnyCase_IsOneUser(string text)
    {
        Assert.Multiple(() =>
        {
            Assert.That(new UserId(text), Is.EqualTo(new UserId(Lower)));
            Assert.That(new UserId(text).ToString(), Is.EqualTo(Lower));
            Assert.That((UserId)text, Is.EqualTo((UserId)Address.Parse(text)));
            Assert.That(new UserId(text).GetHashCode(), Is.EqualTo(new UserId(Lower).GetHashCode()));
        });
    }

    [Test]
    public void NewId_OfOtherTextInAnotherCase_IsAnotherUser()
    {
        Assert.Multiple(() =>
        {
            Assert.That(new UserId("Alice"), Is.Not.EqualTo(new UserId("alice")));
            Assert.That(new UserId(Lower[..^1] + "G"), Is.Not.EqualTo(new UserId(Lower[..^1] + "g")));
        });
    }

    [Test]
    public void Default_IsNobody()
    {
        Assert.Multiple(() =>
        {
            Assert.That(default(UserId).IsNone, Is.True);
            Assert.That(default(UserId).ToString(), Is.Empty);
            Assert.That(new UserId("a").IsNone, Is.False);
            Assert.That(new UserId("a"), Is.Not.EqualTo(default(UserId)));
        });
    }

    private static void AssertRefused(string text, int place, string code) =>
        Assert.That(
            () => new UserId(text),
            Throws.ArgumentException.With.Message.Contains($"Character {place} ").And.Message.Contains($"U+{code}"));

    private static bool IsClean(string text) =>
        text.Length > 0 && text.EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned))
        && Enumerable.Range(0, text.Length).All(i => !char.IsSurrogate(text[i])
            || (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            || (i > 0 && char.IsSurrogatePair(text[i - 1], text[i])));
}
