namespace Shadowgraph.Proofs.Files;

/// <summary>A format based on iden3's binary container.</summary>
/// <param name="Magic">The four ASCII characters at the beginning of the file.</param>
/// <param name="Kind">The name in messages, as in ".r1cs file".</param>
/// <param name="MinimumVersion">The oldest supported version.</param>
/// <param name="MaximumVersion">The newest supported version, also used for writing.</param>
/// <remarks>
/// The container: magic, version and number of sections (32 bits each), then for each section a number (32 bits), the length in bytes (64 bits) and
/// the content. Sections may have any order. All integers are little-endian. See
/// https://github.com/iden3/r1csfile/blob/master/doc/r1cs_bin_format.md.
/// </remarks>
internal sealed record BinaryFormat(string Magic, string Kind, uint MinimumVersion, uint MaximumVersion)
{
    /// <summary>The maximum number of sections. The known format with the most sections, .zkey, has eleven.</summary>
    public const int MaximumSections = 64;

    /// <summary>The maximum number of wires: twice the size of the largest supported domain.</summary>
    public const int MaximumWires = 1 << 28;

    /// <summary>The number of bytes before the first section.</summary>
    public const int PreambleLength = 12;

    /// <summary>The size of a section header (number and length) in bytes.</summary>
    public const int SectionHeaderLength = 12;

    /// <summary>
    /// Sections that make a file complete even if the header counts more sections. Empty: the number in the header must be exact.
    /// </summary>
    public uint[] SufficientSections { get; init; } = [];
}
