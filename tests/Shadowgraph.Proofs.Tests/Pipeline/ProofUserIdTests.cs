using System.Globalization;
using System.Text;
using CsCheck;

namespace Shadowgraph.Proofs.Tests.Pipeline;

[TestFixture]
[Parallelizable]
public sealed class ProofUserIdTests
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
            ProofUserId id;
            try
            {
                id = new ProofUserId(text);
            }
            catch (ArgumentException e)
            {
                // Nobody reads the refused characters in the message either.
                return !IsClean(text) && e.Message.All(character => character is >= ' ' and <= '~');
            }

            return IsClean(text) && new ProofUserId(id.ToString()) == id && new ProofUserId(text.ToUpperInvariant()) == id;
        }, iter: 10_000);

    [TestCase("alice")]
    [TestCase("zoë müller <zoe@example.org>")]
    [TestCase("李小龍")]
    [TestCase("a\u0301 combined")]
    [TestCase("😀")]
    public void NewId_OfPlainText_KeepsIt(string text) => Assert.That(new ProofUserId(text).ToString(), Is.EqualTo(text));

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
    [TestCase(" ", 0, "0020")]
    [TestCase(" alice", 0, "0020")]
    [TestCase("alice ", 5, "0020")]
    [TestCase("a  b", 2, "0020")]
    [TestCase("a\u00a0b", 1, "00A0")]
    [TestCase("a\u2003b", 1, "2003")]
    [TestCase("a\u3000b", 1, "3000")]
    [TestCase("alice\u00ad", 5, "00AD")]
    [TestCase("alice\u034f", 5, "034F")]
    [TestCase("alice\u115f", 5, "115F")]
    [TestCase("alice\u17b4", 5, "17B4")]
    [TestCase("alice\u180b", 5, "180B")]
    [TestCase("alice\u2800", 5, "2800")]
    [TestCase("alice\u3164", 5, "3164")]
    [TestCase("alice\ufe0f", 5, "FE0F")]
    [TestCase("alice\uffa0", 5, "FFA0")]
    [TestCase("alice\ue000", 5, "E000")]
    public void NewId_WithACharacterThatIsNotAllowed_NamesPlaceAndCode(string text, int place, string code) =>
        AssertRefused(text, place, code);

    // Lone surrogates don't survive the attribute's own encoding.
    [TestCase(0xd800)]
    [TestCase(0xdfff)]
    public void NewId_WithHalfOfASurrogatePair_Throws(int unit) =>
        AssertRefused("a" + (char)unit, 1, unit.ToString("X4", CultureInfo.InvariantCulture));

    [TestCase(0xe0041)]
    [TestCase(0xe0100)]
    [TestCase(0x1d159)]
    [TestCase(0x16fe4)]
    [TestCase(0x100000)]
    public void NewId_WithACharacterThatIsNotAllowed_BeyondTheBasicPlane_NamesItWhole(int code) =>
        AssertRefused("a" + char.ConvertFromUtf32(code), 1, code.ToString("X4", CultureInfo.InvariantCulture));

    /// <summary>Every character there is: it is refused, or its forms of upper and lower case are the same user, of the same length.</summary>
    [Test]
    public void NewId_OfAnyCharacterInAnyCase_IsOneUser()
    {
        var several = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(code => new Rune(code)).Where(rune =>
        {
            var text = $"a{rune}b";
            if (!TryTake(text, out var id)) return false;
            return !new[] { id.ToString(), $"A{Rune.ToUpperInvariant(rune)}B", $"a{Rune.ToLowerInvariant(rune)}b" }.All(
                other => TryTake(other, out var same) && same == id && other.Length == text.Length);
        });

        Assert.That(several, Is.Empty);
    }

    [Test]
    public void NewId_OfNullEmptyOrOverlongText_Throws()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new ProofUserId(null!), Throws.ArgumentNullException);
            Assert.That(() => new ProofUserId(""), Throws.ArgumentException.With.Message.Contains("1 to 256"));
            Assert.That(() => new ProofUserId(new string('a', ProofUserId.MaxLength)), Throws.Nothing);
            Assert.That(() => new ProofUserId(new string('a', ProofUserId.MaxLength + 1)), Throws.ArgumentException.With.Message.Contains("257"));
        });
    }

    [TestCase("0x6813EB9362372EEF6200F3B1DBC3F819671CBA69")]
    [TestCase("0x6813Eb9362372EEF6200f3b1dbC3f819671cBA69")]
    [TestCase("0X6813eb9362372eef6200f3b1dbc3f819671cba69")]
    public void NewId_OfAnAddressInAnyCase_IsOneUser(string text)
    {
        Assert.Multiple(() =>
        {
            Assert.That(new ProofUserId(text), Is.EqualTo(new ProofUserId(Lower)));
            Assert.That(new ProofUserId(text).ToString(), Is.EqualTo(Lower));
            Assert.That(new ProofUserId(text), Is.EqualTo((ProofUserId)EvmAddress.Parse(text)));
            Assert.That(new ProofUserId(text).GetHashCode(), Is.EqualTo(new ProofUserId(Lower).GetHashCode()));
        });
    }

    [TestCase("6813eb9362372eef6200f3b1dbc3f819671cba69")]
    [TestCase("6813EB9362372EEF6200F3B1DBC3F819671CBA69")]
    [TestCase("6813eB9362372Eef6200F3b1dBc3F819671cBa69", Description = "No checksum is asked of an id.")]
    public void NewId_OfAnAddressWithoutItsPrefix_IsTheSameUser(string text)
    {
        Assert.That(new ProofUserId(text), Is.EqualTo(new ProofUserId(Lower)));
        Assert.That(new ProofUserId(text).ToString(), Is.EqualTo(Lower));
    }

    [TestCase("0x6813eb9362372eef6200f3b1dbc3f819671cba6")]
    [TestCase("6813eb9362372eef6200f3b1dbc3f819671cba6g")]
    [TestCase("0x0x13eb9362372eef6200f3b1dbc3f819671cba69")]
    public void NewId_OfTextThatIsNoAddress_StaysAsItIs(string text) => Assert.That(new ProofUserId(text).ToString(), Is.EqualTo(text));

    [TestCase("Alice", "alice")]
    [TestCase("ALICE", "aLiCe")]
    [TestCase("Zoë MÜLLER", "zoë müller")]
    [TestCase("ΟΔΥΣΣΕΥΣ", "οδυσσευς")]
    [TestCase("\u212aelvin", "kelvin")]
    public void NewId_OfTextInAnotherCase_IsTheSameUser(string one, string other)
    {
        Assert.That(new ProofUserId(one), Is.EqualTo(new ProofUserId(other)));
        Assert.That(new ProofUserId(one).GetHashCode(), Is.EqualTo(new ProofUserId(other).GetHashCode()));
    }

    [Test]
    public void Default_IsNobody()
    {
        Assert.Multiple(() =>
        {
            Assert.That(default(ProofUserId).IsNone, Is.True);
            Assert.That(default(ProofUserId).ToString(), Is.Empty);
            Assert.That(new ProofUserId("a").IsNone, Is.False);
            Assert.That(new ProofUserId("a"), Is.Not.EqualTo(default(ProofUserId)));
        });
    }

    private static void AssertRefused(string text, int place, string code) =>
        Assert.That(
            () => new ProofUserId(text),
            Throws.ArgumentException.With.Message.Contains($"Character {place} ").And.Message.Contains($"U+{code}"));

    private static bool TryTake(string text, out ProofUserId id)
    {
        try
        {
            id = new ProofUserId(text);
            return true;
        }
        catch (ArgumentException)
        {
            id = default;
            return false;
        }
    }

    // The rule once more, as Unicode's tables have it: what is default-ignorable and neither a format character nor unassigned.
    private static bool IsClean(string text) =>
        text.Length > 0 && text == text.Trim() && !text.Contains("  ", StringComparison.Ordinal)
        && text.EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
            && (rune.Value == ' ' || !Rune.IsWhiteSpace(rune))
            && rune.Value is not (0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or (>= 0x180b and <= 0x180f) or 0x2800 or 0x3164
                or (>= 0xfe00 and <= 0xfe0f) or 0xffa0 or 0x16fe4 or 0x1d159 or (>= 0xe0000 and <= 0xe0fff)))
        && Enumerable.Range(0, text.Length).All(i => !char.IsSurrogate(text[i])
            || (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            || (i > 0 && char.IsSurrogatePair(text[i - 1], text[i])));
}
