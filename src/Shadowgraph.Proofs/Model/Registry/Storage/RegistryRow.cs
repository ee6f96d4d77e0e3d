namespace Shadowgraph.Proofs;

/// <summary>The row of a registry in the database.</summary>
/// <param name="Name">A random identifier, chosen when the tables were created.</param>
/// <param name="KeyId">The identifier of the key at the latest change.</param>
/// <param name="Sequence">The sequence of the latest change.</param>
/// <param name="Writer">The number of the current writer; changes of earlier writers are refused.</param>
internal sealed record RegistryRow(Guid Name, byte[] KeyId, long Sequence, long Writer);
