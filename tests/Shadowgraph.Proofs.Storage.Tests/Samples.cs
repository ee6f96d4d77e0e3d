using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>Subjects by number, and what others attest of them.</summary>
internal static class Samples
{
    public static EvmAddress Account(ulong number) => AttestationSamples.Account(number);

    /// <summary>One to three attestations, the same for the same numbers.</summary>
    public static Attestation[] About(ulong subject, int seed = 0)
    {
        var random = new Random(unchecked((int)((subject * 1_000_003) + (ulong)seed)));
        return [.. Enumerable.Range(1, random.Next(1, 4)).Select(i => AttestationSamples.From(1_000_000_000_000 + (ulong)i) with
        {
            Target = Account(subject),
            Weight = random.Next(1, 1000) / 1000.0,
        })];
    }
}
