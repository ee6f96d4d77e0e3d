namespace Shadowgraph.Proofs.Groth16;

/// <summary>Section 10 of a .zkey file: a hash of the circuit, 64 bytes, and the contributions in their order.</summary>
/// <param name="Section">
/// The section's bytes, so that a key is saved with the record it was loaded with; empty if the file had none.
/// </param>
/// <param name="Contributions">The contributions it lists.</param>
internal sealed record CeremonyRecord(ReadOnlyMemory<byte> Section, IReadOnlyList<Contribution> Contributions)
{
    public const int CircuitHashLength = 64;

    /// <summary>
    /// Stands in a development key in the place of the circuit's hash. Every contribution that snarkjs adds copies that hash, so the key
    /// stays what it is: who made it knows τ, and with it forges whatever δ others choose afterwards.
    /// </summary>
    public static ReadOnlySpan<byte> DevelopmentMarker => "DEVELOPMENT KEY. Whoever made it can forge proofs. Do not deploy"u8;

    /// <summary>The record of a development key.</summary>
    public static CeremonyRecord Development { get; } = new(DevelopmentSection(), []);

    /// <summary>What a file without the section has.</summary>
    public static CeremonyRecord None { get; } = new(default, []);

    /// <summary>How many contributions it lists; null if the file has no such section.</summary>
    public ListedContributions? Listed => Section.IsEmpty ? null : ListedContributions.Of(Contributions);

    /// <summary>Whether it marks a development key.</summary>
    public bool IsDevelopment => Section.Span.StartsWith(DevelopmentMarker);

    private static byte[] DevelopmentSection()
    {
        var section = new byte[CircuitHashLength + sizeof(uint)];
        DevelopmentMarker.CopyTo(section);
        return section;
    }
}
