using System.Text.Json;
using System.Text.Unicode;

namespace Shadowgraph.Proofs.Files;

/// <summary>Shared checks of readers of untrusted JSON.</summary>
internal static class JsonText
{
    /// <summary>The maximum length in bytes of a name or keyword in any of these files.</summary>
    public const int LongestWord = 256;

    /// <summary>The reason why bytes can't be JSON, found before parsing, as full sentences; null without a problem.</summary>
    /// <param name="utf8">The text, without its byte order mark.</param>
    public static string? FindProblem(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return "It is empty.";
        return ForeignFile.Describe(utf8) ?? (Utf8.IsValid(utf8) ? null : "It is not text in UTF-8.");
    }

    /// <summary>The name or string at the reader's position, unescaped.</summary>
    /// <returns>Null for a string longer than any keyword, or with an escape that stands for no character.</returns>
    public static string? ReadWord(in Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestWord) return null;
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // GetString throws only on half of a surrogate pair; no method tests for this case.
            return null;
        }
    }
}
