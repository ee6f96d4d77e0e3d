using System.Text;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Hashing;

[TestFixture]
public sealed class CommitmentsTests
{
    [Test]
    public void NullifierTag_Bytes_AreItsName()
    {
        var bytes = Commitments.NullifierTag.ToBigInteger().ToByteArray(isUnsigned: true, isBigEndian: true);

        Assert.That(Encoding.ASCII.GetString(bytes), Is.EqualTo("shadowgraph/nullifier/v1"));
    }

    [Test]
    public void Leaf_Hash_DependsOnEveryPart()
    {
        Fr[] leaves =
        [
            Commitments.Leaf(1, new(2, 3), 4, 5),
            Commitments.Leaf(9, new(2, 3), 4, 5),
            Commitments.Leaf(1, new(9, 3), 4, 5),
            Commitments.Leaf(1, new(2, 9), 4, 5),
            Commitments.Leaf(1, new(3, 2), 4, 5),
            Commitments.Leaf(1, new(2, 3), 9, 5),
            Commitments.Leaf(1, new(2, 3), 4, 9),
        ];

        Assert.That(leaves, Is.Unique);
    }

    [Test]
    public void BundleHash_ToString_SaysNothingOfTheHashes()
    {
        Assert.That(new BundleHash(11111, 22222).ToString(), Does.Not.Match("[0-9]"));
    }

    [Test]
    public void EveryUse_OnTheSameValues_HasAnotherHash()
    {
        Fr[] zeros = new Fr[16];
        Fr[] hashes =
        [
            Commitments.SubjectKey(0),
            Poseidon.Hash(zeros.AsSpan(..2)),
            Commitments.Nullifier(0, 0),
            Commitments.Leaf(0, default, 0, 0),
            LinkState.Start.Commit(0, 0),
            Poseidon.Hash(zeros),
        ];

        Assert.That(hashes, Is.Unique);
    }

    [Test]
    public void LinkState_Commit_DependsOnEveryPart()
    {
        var state = new LinkState(1, 2, 3, 4, 5);
        Fr[] commitments =
        [
            state.Commit(6, 7),
            (state with { Chain = 9 }).Commit(6, 7),
            (state with { Count = 9 }).Commit(6, 7),
            (state with { R = 9 }).Commit(6, 7),
            (state with { S = 9 }).Commit(6, 7),
            (state with { Q = 9 }).Commit(6, 7),
            state.Commit(9, 7),
            state.Commit(6, 9),
        ];

        Assert.That(commitments, Is.Unique);
    }

    [Test]
    public void LinkState_ToString_SaysNothingOfTheSums()
    {
        Assert.That(new LinkState(11111, 22222, 33333, 44444, 55555).ToString(), Does.Not.Match("[0-9]"));
    }

    [Test]
    public void Capacity_EverySize_IsWholeBlocks()
    {
        Assert.That(Enum.GetValues<CircuitSize>().Select(size => size.Capacity()), Is.EqualTo(new[] { 72, 216, 480 }));
        Assert.That(() => ((CircuitSize)3).Capacity(), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
