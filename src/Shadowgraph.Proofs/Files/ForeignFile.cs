namespace Shadowgraph.Proofs.Files;

/// <summary>Recognises a wrong file by its first bytes: commonly confused formats, and common wrappings.</summary>
internal static class ForeignFile
{
    /// <summary>The recognised format and the remedy, as full sentences; null for an unknown format.</summary>
    /// <param name="beginning">The first bytes of the file: at least twelve, or the whole file if shorter.</param>
    public static string? Describe(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) return "It is compressed with gzip. Decompress it first.";
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]))
            return "It is compressed with Zstandard. Decompress it first.";
        if (beginning.StartsWith("PK\u0003\u0004"u8)) return "It is a ZIP archive. Unpack it first.";
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || beginning.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])
            || IsWideText(beginning))
        {
            return "It is text in UTF-16. Save it as UTF-8.";
        }

        if (beginning.StartsWith("version http"u8))
            return "It is a git-lfs pointer in place of the file. Download the file with git lfs pull.";
        if (beginning.StartsWith("ptau"u8)) return "It is a .ptau file: the powers of tau from which keys are made.";
        if (beginning.StartsWith("zkey"u8)) return Swapped(".zkey file, a proving key");
        if (beginning.StartsWith("wtns"u8)) return Swapped(".wtns file, a witness");
        if (beginning.StartsWith("r1cs"u8)) return Swapped(".r1cs file, a constraint system");
        if (beginning.StartsWith("\0asm"u8))
            return "It is a WebAssembly module, circom's witness calculator. Name the .wtns file that the module writes.";
        return ByteOrderMark.Skip(beginning).TrimStart(" \t\r\n"u8) is [(byte)'<', ..]
            ? "It is HTML or XML, such as the error page of a server. Download the file again."
            : null;
    }

    /// <summary>Same as <see cref="Describe"/>, for files that must not be JSON either.</summary>
    /// <inheritdoc cref="Describe"/>
    public static string? DescribeInPlaceOfBinary(ReadOnlySpan<byte> beginning) =>
        Describe(beginning) ?? (ByteOrderMark.Skip(beginning).TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]
            ? "It is JSON text: the arguments may be swapped."
            : null);

    private static string Swapped(string what) => $"It is a {what}: the arguments may be swapped.";

    // JSON in UTF-16 without a byte order mark: every second byte of the ASCII characters is 0.
    private static bool IsWideText(ReadOnlySpan<byte> beginning) =>
        beginning is [(byte)'{' or (byte)'[', 0, ..] or [0, (byte)'{' or (byte)'[', ..];
}
