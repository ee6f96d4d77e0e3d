namespace Shadowgraph.Proofs;

/// <summary>A registry as its database names it.</summary>
/// <param name="Name">Drawn at random when the tables were made.</param>
/// <param name="KeyId">That of the last change.</param>
/// <param name="Sequence">The last change.</param>
/// <param name="Writer">How often a writer took over: a change of an earlier one is refused.</param>
internal sealed record RegistryRow(Guid Name, byte[] KeyId, long Sequence, long Writer);
