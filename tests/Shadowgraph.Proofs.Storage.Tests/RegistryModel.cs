using System.Globalization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>
/// Random operations on a durable registry, its reader and a model beside each other. The model is a list of leaves, a dictionary of what was
/// published last, and a tree that is computed anew from the leaves each time.
/// </summary>
internal sealed class RegistryModel(Func<IRegistryStore> store, Func<RegistryStorageOptions> options, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Fr> _leaves = [];
    private readonly Dictionary<ulong, (int Index, RegistrySubject Subject, Attestation[] Attestations)> _live = [];
    private readonly List<string> _operations = [];

    /// <summary>How often the registry was closed and opened again.</summary>
    public int Reopenings { get; private set; }

    public async Task PlayAsync(int length)
    {
        var registry = await AttestationRegistry.OpenAsync(store(), options());
        AttestationRegistry? reader = null;
        try
        {
            for (var i = 0; i < length; i++)
            {
                var subject = (ulong)_random.Next(1, 30);
                switch (_random.Next(10))
                {
                    case < 5:
                        await PublishAsync(registry, subject);
                        break;
                    case < 7:
                        await RemoveAsync(registry, subject);
                        break;
                    case 7:
                        await PublishTogetherAsync(registry);
                        break;
                    case 8:
                        _operations.Add("reopen");
                        await registry.DisposeAsync();
                        registry = await AttestationRegistry.OpenAsync(store(), options());
                        Reopenings++;
                        break;
                    default:
                        if (_leaves.Count == 0) continue;
                        _operations.Add("follow");
                        reader ??= await AttestationRegistry.OpenReadOnlyAsync(store(), options());
                        await reader.RefreshAsync();
                        await CheckAsync(reader);
                        continue;
                }

                await CheckAsync(registry);
            }

            Assert.That(await registry.VerifyAsync(), Is.EqualTo(_live.Count));
        }
        catch (Exception e) when (e is not AssertionException)
        {
            throw new InvalidOperationException($"Seed {seed}: {string.Join(", ", _operations)}", e);
        }
        finally
        {
            await registry.DisposeAsync();
            if (reader is not null) await reader.DisposeAsync();
        }
    }

    /// <summary>The tree of @zk-kit/lean-imt by its definition: a node without a right sibling is its own parent.</summary>
    public static Fr NaiveRoot(IReadOnlyList<Fr> leaves)
    {
        var nodes = leaves.ToList();
        while (nodes.Count > 1)
            nodes = [.. nodes.Chunk(2).Select(pair => pair.Length == 2 ? Poseidon.Hash(pair[0], pair[1]) : pair[0])];
        return nodes[0];
    }

    private async Task PublishAsync(AttestationRegistry registry, ulong subject)
    {
        var (whom, attestations) = (SubjectOf(subject), About(subject, _random.Next()));
        _operations.Add(string.Create(CultureInfo.InvariantCulture, $"publish {subject}"));
        await registry.PublishAsync(whom, attestations);
        await RecordAsync(registry, subject, whom, attestations);
    }

    private async Task RemoveAsync(AttestationRegistry registry, ulong subject)
    {
        _operations.Add(string.Create(CultureInfo.InvariantCulture, $"remove {subject}"));
        var removed = await registry.RemoveAsync(Account(subject));
        Assert.That(removed, Is.EqualTo(_live.Remove(subject, out var old)));
        if (removed) _leaves[old.Index] = Fr.Zero;
    }

    /// <summary>Several at once, which share transactions; new ones in an order that only the registry knows.</summary>
    private async Task PublishTogetherAsync(AttestationRegistry registry)
    {
        var subjects = Enumerable.Range(0, 6).Select(_ => (ulong)_random.Next(1, 30)).Where(subject => _live.ContainsKey(subject)).Distinct().ToArray();
        _operations.Add($"publish together {string.Join(' ', subjects)}");
        var published = subjects.Select(subject => (Subject: subject, Whom: SubjectOf(subject), Attestations: About(subject, _random.Next()))).ToArray();
        await Task.WhenAll(published.Select(one => registry.PublishAsync(one.Whom, one.Attestations)));
        foreach (var (subject, whom, attestations) in published) await RecordAsync(registry, subject, whom, attestations);
    }

    /// <summary>The salt is the registry's secret, so the leaf is computed from the opening's; all else is the model's own.</summary>
    private async Task RecordAsync(AttestationRegistry registry, ulong subject, RegistrySubject whom, Attestation[] attestations)
    {
        var opening = await registry.OpenAsync(whom.Account);
        var bundle = AttestationBundle.From(whom.Account, attestations);
        var leaf = Commitments.Leaf(whom.Key, bundle.Hash, (ulong)attestations.Length, opening.Salt);
        var index = _live.TryGetValue(subject, out var old) ? old.Index : _leaves.Count;
        if (index == _leaves.Count) _leaves.Add(leaf);
        else _leaves[index] = leaf;
        _live[subject] = (index, whom, attestations);
    }

    private async Task CheckAsync(AttestationRegistry registry)
    {
        Assert.That(registry.Count, Is.EqualTo(_live.Count));
        if (_leaves.Count == 0) return;
        Assert.That(registry.Root, Is.EqualTo(NaiveRoot(_leaves)), () => $"Seed {seed}: {string.Join(", ", _operations)}");
        Assert.That(registry.Roots[^1].Root, Is.EqualTo(registry.Root));
        var probe = (ulong)_random.Next(1, 30);
        if (!_live.TryGetValue(probe, out var expected))
        {
            Assert.That(() => registry.OpenAsync(Account(probe)), Throws.TypeOf<KeyNotFoundException>());
            return;
        }

        var opening = await registry.OpenAsync(Account(probe));
        Assert.That(opening.Verify, Throws.Nothing);
        Assert.That(opening.SubjectKey, Is.EqualTo(expected.Subject.Key));
        Assert.That(opening.Attestations, Is.EqualTo(AttestationBundle.From(Account(probe), expected.Attestations).Attestations));
    }

    /// <summary>Every third is hidden, always under the same commitment.</summary>
    private static RegistrySubject SubjectOf(ulong subject) => subject % 3 == 0
        ? RegistrySubject.Hidden(Account(subject), Commitments.SubjectKey(subject))
        : RegistrySubject.Named(Account(subject));
}
