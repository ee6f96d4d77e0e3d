namespace Shadowgraph.Proofs;

/// <summary>Preparation of attestations before publication.</summary>
public static class AttestationExtensions
{
    /// <summary>Keeps the latest attestation for each pair of attester and subject; among several of the same second the last in the
    /// sequence.</summary>
    /// <param name="attestations">Attestations of any subjects, in any order.</param>
    /// <returns>The latest attestations, ordered by the first appearance of each pair of attester and subject.</returns>
    public static IReadOnlyList<Attestation> KeepLatest(this IEnumerable<Attestation> attestations)
    {
        ArgumentNullException.ThrowIfNull(attestations);
        var latest = new List<Attestation>();
        var positions = new Dictionary<(EvmAddress Source, EvmAddress Target), int>();
        foreach (var attestation in attestations)
        {
            ArgumentNullException.ThrowIfNull(attestation, nameof(attestations));
            var pair = (attestation.Source, attestation.Target);
            if (positions.TryAdd(pair, latest.Count)) latest.Add(attestation);
            else if (attestation.CreatedAt.ToUnixTimeSeconds() >= latest[positions[pair]].CreatedAt.ToUnixTimeSeconds()) latest[positions[pair]] = attestation;
        }

        return latest;
    }
}
