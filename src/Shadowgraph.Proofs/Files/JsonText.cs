using System.Text.Json;
using System.Text.Unicode;

namespace Shadowgraph.Proofs.Files;

/// <summary>What readers of untrusted JSON share: is it text at all, and what do its strings say.</summary>
internal static class JsonText
{
    /// <summary>Bytes of the longest name or word that any of these files has a use for.</summary>
    public const int LongestWord = 256;

    /// <summary>What keeps bytes from being JSON before a token of it is read, as full sentences; null if nothing does.</summary>
    /// <param name="utf8">The text, without its byte order mark.</param>
    public static string? FindProblem(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return "It is empty.";
        return ForeignFile.Describe(utf8) ?? (Utf8.IsValid(utf8) ? null : "It is not text in UTF-8.");
    }

    /// <summary>The name or string at which a reader is, unescaped.</summary>
    /// <returns>Null if it is longer than any that these files have a use for, or has an escape that stands for no character.</returns>
    public static string? ReadWord(in Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestWord) return null;
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // The only way to hear of half a surrogate pair.
            return null;
        }
    }
}
