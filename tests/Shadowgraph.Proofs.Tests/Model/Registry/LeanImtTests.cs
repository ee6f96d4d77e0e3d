using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Model.Registry;

[Parallelizable]
public sealed class LeanImtTests
{
    [Test]
    public void Root_OfAnEmptyTree_Throws() =>
        Assert.That(() => new LeanImt().Root, Throws.InvalidOperationException.With.Message.Contains("empty tree"));

    [Test]
    public void Root_OfUpToFiveLeaves_FollowsTheDefinition()
    {
        var tree = new LeanImt();
        Fr a = 11, b = 12, c = 13, d = 14, e = 15;

        tree.Append(a);
        Assert.That((tree.Root, tree.Depth), Is.EqualTo((a, 0)));
        tree.Append(b);
        Assert.That((tree.Root, tree.Depth), Is.EqualTo((Poseidon.Hash(a, b), 1)));
        tree.Append(c);
        Assert.That((tree.Root, tree.Depth), Is.EqualTo((Poseidon.Hash(Poseidon.Hash(a, b), c), 2)));
        tree.Append(d);
        Assert.That((tree.Root, tree.Depth), Is.EqualTo((Poseidon.Hash(Poseidon.Hash(a, b), Poseidon.Hash(c, d)), 2)));
        tree.Append(e);
        Assert.That((tree.Root, tree.Depth), Is.EqualTo((Poseidon.Hash(Poseidon.Hash(Poseidon.Hash(a, b), Poseidon.Hash(c, d)), e), 3)));
    }

    [Test]
    public void Operations_InAnyOrder_LeaveTheTreeOfTheirLeaves() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1000], Gen.ULong).List[1, 40].Sample(operations =>
        {
            var tree = new LeanImt();
            var leaves = new List<Fr>();
            foreach (var (kind, pick, value) in operations)
            {
                var index = leaves.Count == 0 ? 0 : pick % leaves.Count;
                if (kind < 2 || leaves.Count == 0)
                {
                    Assert.That(tree.Append(value), Is.EqualTo(leaves.Count));
                    leaves.Add(value);
                }
                else if (kind == 2)
                {
                    tree.Update(index, value);
                    leaves[index] = value;
                }
                else
                {
                    tree.Remove(index);
                    leaves[index] = Fr.Zero;
                }
            }

            return tree.Count == leaves.Count && tree.Root == Fold(leaves)
                && Enumerable.Range(0, leaves.Count).All(i => tree[i] == leaves[i] && tree.PathOf(i).ComputeRoot(leaves[i]) == tree.Root);
        }, iter: 30);

    [Test]
    public void Stage_AnyBatches_LeavesTheTreeOfTheirLeaves() =>
        Gen.Select(Gen.Int[0, 60], Gen.Double[0, 1], Gen.Int[1, 3], Gen.Int[0, 4], Gen.Int).List[1, 12].Sample(
            batches =>
            {
                var tree = new LeanImt();
                var leaves = new List<Fr>();
                foreach (var (appended, share, degree, drop, seed) in batches)
                {
                    var random = new Random(seed);
                    int[] indexes = [.. Enumerable.Range(0, leaves.Count).Where(_ => random.NextDouble() < share * share)];
                    Fr[] replacements = [.. indexes.Select(_ => random.Next(4) == 0 ? Fr.Zero : (Fr)random.NextInt64())];
                    Fr[] news = [.. Enumerable.Range(0, appended).Select(_ => (Fr)random.NextInt64())];
                    var before = leaves.Count > 0 ? tree.Root : default;
                    var change = tree.Stage(indexes, replacements, news, new Parallelism(degree, CancellationToken.None));
                    if (tree.Count != leaves.Count || (leaves.Count > 0 && tree.Root != before)) return false;
                    if (drop == 0) continue;

                    tree.Apply(change);
                    for (var i = 0; i < indexes.Length; i++) leaves[indexes[i]] = replacements[i];
                    leaves.AddRange(news);
                    if (leaves.Count == 0) continue;
                    if (tree.Root != Fold(leaves) || change.Root != tree.Root || change.Count != leaves.Count) return false;
                }

                return Enumerable.Range(0, leaves.Count).All(i => tree[i] == leaves[i] && tree.PathOf(i).ComputeRoot(leaves[i]) == tree.Root);
            },
            iter: 40);

    [Test]
    public void Append_ManyAtOnce_IsTheTreeOfOneByOne([Values(1, 2, 16, 17, 32, 33, 2048, 2111)] int count)
    {
        Fr[] leaves = [.. Enumerable.Range(1, count).Select(i => (Fr)i)];
        var tree = new LeanImt();

        tree.Append(leaves, new Parallelism(2, CancellationToken.None));

        Assert.That((tree.Count, tree.Root), Is.EqualTo((count, Fold([.. leaves]))));
    }

    [Test]
    public void Append_ManyAtOnce_Allocates32BytesANode()
    {
        const int count = 1 << 14, nodes = 2 * count;
        var leaves = new Fr[count];

        var allocated = Allocations.Of(() => new LeanImt().Append(leaves, Parallelism.Sequential));

        Assert.That(allocated, Is.InRange(32 * nodes, 32 * nodes + (64 << 10)));
    }

    [Test]
    public void Stage_WhenCancelled_LeavesTheTreeAsItWas()
    {
        var tree = new LeanImt();
        for (var i = 0; i < 5; i++) tree.Append(i + 1);
        var root = tree.Root;

        Assert.That(
            () => tree.Append(new Fr[100], new Parallelism(2, new CancellationToken(canceled: true))),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That((tree.Root, tree.Count), Is.EqualTo((root, 5)));
        Assert.That(tree.PathOf(4).ComputeRoot(5), Is.EqualTo(root));
    }

    [Test]
    public void PathOf_ALoneLastLeaf_LeavesItsEmptyLevelsOut()
    {
        var tree = new LeanImt();
        for (var i = 0; i < 5; i++) tree.Append(i + 1);

        var path = tree.PathOf(4);

        Assert.That(path.Siblings, Has.Count.EqualTo(1));
        Assert.That(path.IndexBits, Is.EqualTo(1));
        Assert.That(path.Sides, Is.EqualTo(new[] { true }));
    }

    [Test]
    public void PathOf_BesideARemovedLeaf_HasZeroAsSibling()
    {
        var tree = new LeanImt();
        tree.Append(1);
        tree.Append(2);
        tree.Remove(0);

        Assert.That(tree.PathOf(1).Siblings, Is.EqualTo(new[] { Fr.Zero }));
        Assert.That(tree.PathOf(1).ComputeRoot(2), Is.EqualTo(tree.Root));
        Assert.That(tree.Root, Is.EqualTo(Poseidon.Hash(0, 2)));
    }

    [TestCase(-1)]
    [TestCase(1)]
    public void AnyOperation_OnALeafThatIsNotThere_Throws(int index)
    {
        var tree = new LeanImt();
        tree.Append(1);

        Assert.That(() => tree.Update(index, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => tree.Remove(index), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => tree.PathOf(index), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => tree[index], Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void MerklePath_TooLongOrWithLooseBits_IsRefused()
    {
        Assert.That(() => new MerklePath(0, new Fr[33]), Throws.ArgumentException.With.Message.Contains("32"));
        Assert.That(() => new MerklePath(2, new Fr[1]), Throws.ArgumentException.With.Message.Contains("above the last sibling"));
        Assert.That(() => new MerklePath(1, []), Throws.ArgumentException);
        Assert.That(new MerklePath(uint.MaxValue, new Fr[32]).Sides, Is.All.True);
        Assert.That(new MerklePath(0, []).ComputeRoot(5), Is.EqualTo((Fr)5));
    }

    private static Fr Fold(List<Fr> nodes) => nodes.Count == 1
        ? nodes[0]
        : Fold([.. nodes.Chunk(2).Select(pair => pair.Length == 2 ? Poseidon.Hash(pair[0], pair[1]) : pair[0])]);
}
