using System.Globalization;
using System.Text;

namespace Shadowgraph.Proofs;

/// <summary>Characters without a visible mark.</summary>
internal static class InvisibleCharacters
{
    // Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt, without those of the categories Cf and Cn.
    private static readonly (int First, int Last)[] DefaultIgnorable =
    [
        (0x034f, 0x034f), // combining grapheme joiner
        (0x115f, 0x1160), // Hangul fillers
        (0x17b4, 0x17b5), // inherent vowels of Khmer
        (0x180b, 0x180f), // variation selectors of Mongolian
        (0x3164, 0x3164), // Hangul filler
        (0xfe00, 0xfe0f), // variation selectors
        (0xffa0, 0xffa0), // halfwidth Hangul filler
        (0xe0000, 0xe0fff), // tags and variation selectors
    ];

    // Not default-ignorable, but blank.
    private static readonly int[] Blank =
    [
        0x2800, // Braille pattern without dots
        0x16fe4, // filler of the Khitan small script
        0x1d159, // null notehead
    ];

    /// <summary>Whether a character is invisible, apart from white space.</summary>
    public static bool Contains(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || Array.IndexOf(Blank, rune.Value) >= 0
        || Array.Exists(DefaultIgnorable, range => range.First <= rune.Value && rune.Value <= range.Last);
}
