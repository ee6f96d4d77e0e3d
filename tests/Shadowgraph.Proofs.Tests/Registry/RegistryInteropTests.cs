using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Tests.Interop;
using Shadowgraph.Proofs.Tests.Reputation;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Registry;

/// <summary>The same operations on our tree and on @zk-kit/lean-imt, and our openings computed again in JavaScript. One Node process for
/// all.</summary>
public sealed class RegistryInteropTests
{
    private readonly List<(LeanImt Tree, List<string?> Roots)> _trees = [];
    private List<RegistryOpening> _openings = [];
    private JsonNode _answers = new JsonObject();

    [OneTimeSetUp]
    public void AskThePeers()
    {
        var random = new Random(20_261_123);
        var sequences = new JsonArray();
        foreach (var length in new[] { 1, 2, 3, 7, 20, 60, 130 }) sequences.Add(Play(random, length));
        foreach (var (batches, most) in new[] { (3, 5), (6, 40), (4, 200) }) sequences.Add(PlayInBatches(random, batches, most));
        _openings = [.. new[] { 1, 2, 7, 8, 9, 16, 17, 40 }.Select(count => Open(random, count))];
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, new JsonObject
            {
                ["sequences"] = sequences,
                ["openings"] = new JsonArray([.. _openings.Select(opening => JsonNode.Parse(opening.ToJson()))]),
            }.ToJsonString());
            _answers = JsonNode.Parse(NodeScript.Run("registry.mjs", file))!;
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void LeanImt_AfterEveryOperation_HasTheRootOfLeanImtJs()
    {
        var sequences = _answers["sequences"]!.AsArray();
        Assert.That(sequences, Has.Count.EqualTo(_trees.Count));
        for (var i = 0; i < _trees.Count; i++)
        {
            var roots = sequences[i]!["roots"]!.AsArray().Select((root, j) => _trees[i].Roots[j] is null ? null : (string?)root);
            Assert.That(roots, Is.EqualTo(_trees[i].Roots));
            Assert.That((int)sequences[i]!["depth"]!, Is.EqualTo(_trees[i].Tree.Depth));
        }
    }

    [Test]
    public void PathOf_EveryLeaf_IsTheProofOfLeanImtJs()
    {
        for (var i = 0; i < _trees.Count; i++)
        {
            var tree = _trees[i].Tree;
            var proofs = _answers["sequences"]![i]!["proofs"]!.AsArray();
            Assert.That(proofs, Has.Count.EqualTo(tree.Count));
            for (var leaf = 0; leaf < tree.Count; leaf++)
            {
                var path = tree.PathOf(leaf);
                Assert.That((bool)proofs[leaf]!["valid"]!, Is.True);
                Assert.That((uint)proofs[leaf]!["index"]!, Is.EqualTo(path.IndexBits));
                Assert.That(proofs[leaf]!["siblings"]!.AsArray().Select(s => (string?)s), Is.EqualTo(path.Siblings.Select(s => s.ToString())));
            }
        }
    }

    [Test]
    public void Open_ComputedAgainWithCircomlibjs_LeadsToTheSameRoot() => Assert.That(
        _answers["openings"]!.AsArray().Select(root => (string?)root), Is.EqualTo(_openings.Select(opening => opening.Root.ToString())));

    private JsonArray Play(Random random, int length)
    {
        var tree = new LeanImt();
        var roots = new List<string?>();
        var operations = new JsonArray();
        for (var i = 0; i < length; i++)
        {
            var leaf = Fr.Random();
            var index = random.Next(Math.Max(tree.Count, 1));
            switch (tree.Count == 0 ? 0 : random.Next(4))
            {
                case 2:
                    tree.Update(index, leaf);
                    operations.Add(new JsonArray("update", index, leaf.ToString()));
                    break;
                case 3:
                    tree.Remove(index);
                    operations.Add(new JsonArray("remove", index));
                    break;
                default:
                    tree.Append(leaf);
                    operations.Add(new JsonArray("append", leaf.ToString()));
                    break;
            }

            roots.Add(tree.Root.ToString());
        }

        _trees.Add((tree, roots));
        return operations;
    }

    /// <summary>Replaces and appends leaves, many at once: of the roots only those after a batch are ours.</summary>
    private JsonArray PlayInBatches(Random random, int batches, int most)
    {
        var tree = new LeanImt();
        var roots = new List<string?>();
        var operations = new JsonArray();
        for (var batch = 0; batch < batches; batch++)
        {
            int[] indexes = [.. Enumerable.Range(0, tree.Count).Where(_ => random.Next(4) == 0)];
            Fr[] replacements = [.. indexes.Select(_ => random.Next(4) == 0 ? Fr.Zero : Fr.Random())];
            Fr[] appended = [.. Enumerable.Range(0, random.Next(1, most)).Select(_ => Fr.Random())];
            for (var i = 0; i < indexes.Length; i++) operations.Add(new JsonArray("update", indexes[i], replacements[i].ToString()));
            foreach (var leaf in appended) operations.Add(new JsonArray("append", leaf.ToString()));
            tree.Apply(tree.Stage(indexes, replacements, appended, new Parallelism(2, CancellationToken.None)));
            roots.AddRange(Enumerable.Repeat((string?)null, operations.Count - roots.Count - 1));
            roots.Add(tree.Root.ToString());
        }

        _trees.Add((tree, roots));
        return operations;
    }

    private static RegistryOpening Open(Random random, int count)
    {
        using var secret = IdentitySecret.Create();
        var registry = new AttestationRegistry();
        for (var i = 1UL; i <= 5; i++)
        {
            var account = AttestationSamples.Account(i);
            var attestations = Enumerable.Range(0, count).Select(_ => AttestationSamples.From((ulong)random.NextInt64(1, long.MaxValue)) with
            {
                Target = account,
                Weight = random.NextDouble(),
                Type = (AttestationType)random.Next(1, 5),
                ExpiresAt = random.Next(2) == 0 ? null : AttestationSamples.AsOf,
            });
            registry.Publish(i == 3 && count % 2 == 0 ? RegistrySubject.Hidden(account, secret.Commitment) : RegistrySubject.Named(account), attestations);
        }

        registry.Remove(AttestationSamples.Account(4));
        return registry.Open(AttestationSamples.Account(count % 2 == 0 ? 3UL : 5UL));
    }
}
