using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Model.Registry;

/// <summary>What a registry should be: a dictionary and a list of leaves, hashed one by one.</summary>
internal sealed class RegistryModel
{
    private readonly Dictionary<ulong, (int Index, int Attestations)> _live = [];
    private int _leaves;

    /// <summary>Changes it; no attestations remove a subject.</summary>
    public (int Added, int Replaced, int Removed, long Attestations) Change(IEnumerable<(ulong Subject, int Attestations)> changes)
    {
        var result = (Added: 0, Replaced: 0, Removed: 0, Attestations: 0L);
        foreach (var (subject, attestations) in changes)
        {
            result.Attestations += attestations;
            if (attestations == 0)
            {
                if (_live.Remove(subject)) result.Removed++;
            }
            else if (_live.TryGetValue(subject, out var present))
            {
                _live[subject] = present with { Attestations = attestations };
                result.Replaced++;
            }
            else
            {
                _live[subject] = (_leaves++, attestations);
                result.Added++;
            }
        }

        return result;
    }

    public void Check(AttestationRegistry registry, Fr root)
    {
        var leaves = new Fr[_leaves];
        Assert.That(registry.Count, Is.EqualTo(_live.Count));
        foreach (var (subject, (index, attestations)) in _live)
        {
            var opening = registry.Open(AttestationSamples.Account(subject));
            leaves[index] = opening.Leaf;
            Assert.That((opening.Root, opening.AttestationCount, opening.Subject), Is.EqualTo((root, attestations, (EvmAddress?)AttestationSamples.Account(subject))));
            Assert.That(opening.Path.ComputeRoot(opening.Leaf), Is.EqualTo(root));
        }

        if (_leaves > 0) Assert.That(root, Is.EqualTo(Fold(leaves)));
    }

    private static Fr Fold(Fr[] nodes)
    {
        while (nodes.Length > 1)
            nodes = [.. nodes.Chunk(2).Select(pair => pair.Length == 2 ? Poseidon.Hash(pair[0], pair[1]) : pair[0])];
        return nodes[0];
    }
}
