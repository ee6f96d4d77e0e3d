using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Benchmarks.Proving;

/// <summary>A circuit, and the number of attestations of its subject.</summary>
public sealed record ProofTimeCase(CircuitSize Size, int Attestations)
{
    /// <summary>Five numbers of attestations for each circuit, from 1 to the circuit's capacity.</summary>
    public static IEnumerable<ProofTimeCase> All =>
        from size in Enum.GetValues<CircuitSize>()
        let capacity = size.Capacity()
        from attestations in new[] { 1, capacity / 4, capacity / 2, capacity * 3 / 4, capacity }
        select new ProofTimeCase(size, attestations);

    /// <inheritdoc/>
    public override string ToString() => $"{Size}, {Attestations}";
}
