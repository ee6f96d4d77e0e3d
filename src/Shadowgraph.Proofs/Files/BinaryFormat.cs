namespace Shadowgraph.Proofs.Files;

/// <summary>One of the formats that share iden3's binary container.</summary>
/// <param name="Magic">The four ASCII characters that open the file.</param>
/// <param name="Kind">What messages call it, as in ".r1cs file".</param>
/// <param name="MinimumVersion">The oldest version that can be read.</param>
/// <param name="MaximumVersion">The newest version that can be read, and the one that is written.</param>
/// <remarks>
/// The container: magic, version and number of sections (32 bits each), then for each section its number (32 bits), its length in
/// bytes (64 bits) and its content. Sections come in any order. All integers are little-endian.
/// See https://github.com/iden3/r1csfile/blob/master/doc/r1cs_bin_format.md.
/// </remarks>
internal sealed record BinaryFormat(string Magic, string Kind, uint MinimumVersion, uint MaximumVersion)
{
    /// <summary>The most sections a file may claim. The richest known format, .zkey, has ten.</summary>
    public const int MaximumSections = 64;

    /// <summary>The wires of the largest file that is read: twice the places of the largest domain that can be proved.</summary>
    public const int MaximumWires = 1 << 28;

    /// <summary>Bytes before the first section.</summary>
    public const int PreambleLength = 12;

    /// <summary>Bytes of a section's number and length.</summary>
    public const int SectionHeaderLength = 12;

    /// <summary>
    /// Sections that make a file complete though its header counts more. Empty: a file has as many sections as its header says.
    /// </summary>
    public IReadOnlyList<uint> SufficientSections { get; init; } = [];
}
