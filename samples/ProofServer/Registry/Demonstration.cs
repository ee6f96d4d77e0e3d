using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProofServer.Security;
using Shadowgraph.Proofs;

namespace ProofServer.Registry;

/// <summary>
/// Data sets of the demonstration: a made-up community that includes the demonstration's users, and further subjects of the registry's folder,
/// such as the keys of Debian's developers.
/// </summary>
internal sealed class Demonstration(IAttestationSource registry, TimeProvider time)
{
    private const int FewestAttesters = 3;
    private const int MoreAttesters = 9;

    /// <summary>The users with printed tokens.</summary>
    public static IReadOnlyList<string> Users { get; } = ["alice", "bob"];

    public static EvmAddress MemberAt(int number) => new(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"shadowgraph demonstration member {number}"))).AsSpan(0, EvmAddress.Size));

    /// <summary>
    /// Publishes the attestations between members and about the users, unless published before. Deterministic except for the times of the
    /// attestations.
    /// </summary>
    /// <param name="publisher">The registry of this process.</param>
    /// <param name="members">The number of members.</param>
    /// <param name="cancellationToken">Cancels the publication; nothing is published then.</param>
    public async Task SeedAsync(RegistryAttestations publisher, int members, CancellationToken cancellationToken = default)
    {
        if (members == 0 || await registry.OpenAsync(Tokens.AccountOf(Users[0]), cancellationToken) is not null) return;
        var random = new Random(7);
        var now = time.GetUtcNow();
        var changes = new List<RegistryChange>();
        foreach (var user in Users) Add(changes, Tokens.AccountOf(user), 0.8 + (0.15 * random.NextDouble()), MoreAttesters, members, random, now);
        for (var i = 0; i < members; i++)
        {
            var honesty = 1 - (Math.Pow(random.NextDouble(), 2.5) * 0.9);
            Add(changes, MemberAt(i), honesty, FewestAttesters + random.Next(MoreAttesters - FewestAttesters), members, random, now);
        }

        await publisher.PublishManyAsync(changes, cancellationToken);
    }

    /// <summary>
    /// The subjects outside of the made-up community with the most unexpired attestations. Reads all attestations of the registry.
    /// </summary>
    /// <param name="most">The maximal number of subjects.</param>
    /// <param name="members">The number of members of the community.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async Task<IReadOnlyList<(EvmAddress Account, int Attestations)>> BestConnectedAsync(
        int most, int members, CancellationToken cancellationToken = default)
    {
        var madeUp = Users.Select(Tokens.AccountOf).Concat(Enumerable.Range(0, members).Select(MemberAt)).ToHashSet();
        var now = time.GetUtcNow();
        var found = new List<(EvmAddress Account, int Attestations)>();
        foreach (var account in registry.Accounts.Where(account => !madeUp.Contains(account)))
        {
            if (await registry.OpenAsync(account, cancellationToken) is not { Subject: not null } opening) continue;
            var active = Attestations.Of(account, opening).Count(attestation => attestation.ExpiresAt is not { } expires || expires > now);
            if (active > 0) found.Add((account, active));
        }

        return [.. found.OrderByDescending(subject => subject.Attestations).ThenBy(subject => subject.Account).Take(most)];
    }

    private static void Add(
        List<RegistryChange> changes, EvmAddress account, double honesty, int attesters, int members, Random random, DateTimeOffset now)
    {
        var all = new Dictionary<EvmAddress, Attestation>();
        while (all.Count < Math.Min(attesters, members - 1))
        {
            // Members with low numbers came first and are known to more people.
            var source = MemberAt((int)(members * Math.Pow(random.NextDouble(), 1.7)));
            if (source != account) all[source] = Attest(source, account, honesty, random, now);
        }

        if (all.Count > 0) changes.Add(RegistryChange.Publish(account, [.. all.Values]));
    }

    /// <summary>Numbers of good and bad interactions, as an opinion of evidence-based subjective logic: b = r/(r + s + 2), u = 2/(r + s + 2).</summary>
    private static Attestation Attest(EvmAddress source, EvmAddress target, double honesty, Random random, DateTimeOffset now)
    {
        var dealings = 1 + (int)(-Math.Log(1 - random.NextDouble()) * 6);
        var well = Enumerable.Range(0, dealings).Count(_ => random.NextDouble() < honesty);
        var total = dealings + 2.0;
        return new Attestation
        {
            Source = source,
            Target = target,
            Opinion = new Opinion(well / total, (dealings - well) / total, 2 / total, 0.5),
            Weight = random.Next(4) switch { 0 => 1, 1 => 0.8, 2 => 0.6, _ => 0.4 },
            Type = (AttestationType)random.Next(1, 5),
            CreatedAt = now - TimeSpan.FromDays(random.Next(1, 900)),
        };
    }
}
