using System.Text;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>
/// The format of prepared key files: a header of a page, then the sections, each from the beginning of a page, in the form in which the prover uses
/// the content in memory. A file serves one version of this form on one kind of processor, and is remade for any other.
/// </summary>
/// <remarks>The hashes are Keccak-256: SHA-256 would load and start OpenSSL, a sixteenth of the time of a process that proves once.</remarks>
internal static class PreparedFormat
{
    /// <summary>Raised with every change of the header or of a section's content.</summary>
    public const int Version = 3;

    /// <summary>The length of the header, and the alignment of sections.</summary>
    public const int PageLength = 4096;

    public const int HashLength = Keccak256.Size;

    public static ReadOnlySpan<byte> Magic => "sgpprep\n"u8;

    public const int SectionCount = (int)PreparedSection.H + 1;

    /// <summary>
    /// Identifies the form of points, scalars and integers in memory, which depends on the processor's vector instructions and order of bytes. A change of
    /// this form needs a new <see cref="Version"/>.
    /// </summary>
    public static ReadOnlyMemory<byte> Layout { get; } = Keccak256.Hash(
        Encoding.ASCII.GetBytes($"points for {Name(InstructionSets.Best)}, little-endian: {BitConverter.IsLittleEndian}"));

    /// <summary>The position of a section: after all sections before, at the beginning of a page.</summary>
    public static long OffsetOf(PreparedSection section, ReadOnlySpan<long> lengths)
    {
        long offset = PageLength;
        for (var i = 0; i < (int)section; i++) offset += Padded(lengths[i]);
        return offset;
    }

    /// <summary>The length of a file with sections of the given lengths: whole pages.</summary>
    public static long FileLength(ReadOnlySpan<long> lengths)
    {
        long length = PageLength;
        foreach (var section in lengths) length += Padded(section);
        return length;
    }

    // Names of enumerations come from metadata, which takes a process that starts some milliseconds.
    private static string Name(InstructionSet set) => set switch
    {
        InstructionSet.Avx512 => nameof(InstructionSet.Avx512),
        InstructionSet.Avx2 => nameof(InstructionSet.Avx2),
        _ => nameof(InstructionSet.Portable),
    };

    private static long Padded(long length) => (length + PageLength - 1) / PageLength * PageLength;
}
