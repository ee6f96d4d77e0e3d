namespace Shadowgraph.Proofs;

/// <summary>What publishers do with attestations before they publish them.</summary>
public static class AttestationExtensions
{
    /// <summary>Keeps one attestation for each attester and subject: the one that was made last, and of several made in the same second the
    /// one that comes last.</summary>
    /// <param name="attestations">Any, of any subjects, in any order.</param>
    /// <returns>Those that are kept, in the order of the first attestation of each attester and subject.</returns>
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
