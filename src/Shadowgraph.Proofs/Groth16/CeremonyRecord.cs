namespace Shadowgraph.Proofs.Groth16;

/// <summary>Section 10 of a .zkey file: a hash of the circuit, 64 bytes, and the contributions in order.</summary>
/// <param name="Section">
/// The section's bytes, so that a loaded key is saved with an unchanged record; empty if the file had no such section.
/// </param>
/// <param name="Contributions">The listed contributions.</param>
internal sealed record CeremonyRecord(ReadOnlyMemory<byte> Section, IReadOnlyList<Contribution> Contributions)
{
    public const int CircuitHashLength = 64;

    /// <summary>
    /// Replaces the circuit's hash in a development key. Every contribution that snarkjs adds copies that hash, so the key remains marked: the
    /// maker knows τ, and can forge proofs for every δ that later participants choose.
    /// </summary>
    public static ReadOnlySpan<byte> DevelopmentMarker => "DEVELOPMENT KEY. Whoever made it can forge proofs. Do not deploy"u8;

    /// <summary>The record of a development key.</summary>
    public static CeremonyRecord Development { get; } = new(DevelopmentSection(), []);

    /// <summary>The record of a file without the section.</summary>
    public static CeremonyRecord None { get; } = new(default, []);

    /// <summary>The number of listed contributions; null if the file has no such section.</summary>
    public ListedContributions? Listed => Section.IsEmpty ? null : ListedContributions.Of(Contributions);

    /// <summary>Whether the record marks a development key.</summary>
    public bool IsDevelopment => Section.Span.StartsWith(DevelopmentMarker);

    private static byte[] DevelopmentSection()
    {
        var section = new byte[CircuitHashLength + sizeof(uint)];
        DevelopmentMarker.CopyTo(section);
        return section;
    }
}
