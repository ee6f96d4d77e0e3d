using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>The indexes of a registry's live leaves.</summary>
/// <param name="Entries">By account.</param>
/// <param name="Commitments">The accounts of hidden subjects, by identity commitment.</param>
internal sealed record RegistryDictionaries(Dictionary<EvmAddress, RegistryEntry> Entries, Dictionary<Fr, EvmAddress> Commitments);
