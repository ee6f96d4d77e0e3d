using System.Buffers;
using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Audit;

/// <summary>A SHA-256 digest of 32 bytes as a value: a string would take four times the memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct AuditDigest
{
    public const int Size = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <param name="bytes">32 bytes.</param>
    public static AuditDigest From(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<AuditDigest>(bytes[..Size]);

    /// <param name="digits">64 hexadecimal digits in lower case; any different text yields null.</param>
    public static AuditDigest? Parse(string? digits)
    {
        if (digits is not { Length: 2 * Size } || digits.AsSpan().ContainsAnyExcept(Digits)) return null;
        return From(Convert.FromHexString(digits));
    }

    public void CopyTo(Span<byte> bytes) => MemoryMarshal.Write(bytes, this);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
