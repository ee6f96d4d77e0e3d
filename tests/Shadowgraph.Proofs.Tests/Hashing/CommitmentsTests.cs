using System.Text;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Hashing;

[TestFixture]
public sealed class CommitmentsTests
{
    private static readonly CommittedAttestation[] Attestations =
        [.. Enumerable.Range(1, 20).Select(i => new CommittedAttestation((Fr)(ulong)(100 + i), (Fr)(ulong)(200 + i)))];

    [Test]
    public void NullifierTag_Bytes_AreItsName()
    {
        var bytes = Commitments.NullifierTag.ToBigInteger().ToByteArray(isUnsigned: true, isBigEndian: true);

        Assert.That(Encoding.ASCII.GetString(bytes), Is.EqualTo("shadowgraph/nullifier/v1"));
    }

    [Test]
    public void Chain_OfNothing_IsTheChainItself()
    {
        Assert.That(Commitments.Chain(7, []), Is.EqualTo((Fr)7));
    }

    [TestCase(8)]
    [TestCase(16)]
    public void Chain_CutAtAnyBlock_IsTheSame(int cut)
    {
        var whole = Commitments.Chain(0, Attestations);

        Assert.That(Commitments.Chain(Commitments.Chain(0, Attestations.AsSpan(..cut)), Attestations.AsSpan(cut..)), Is.EqualTo(whole));
    }

    [Test]
    public void Chain_LastBlock_IsPaddedWithZeros()
    {
        Fr[] block = [1, 2, 3, 4, .. new Fr[12]];

        Assert.That(Commitments.Chain(5, [new(1, 2), new(3, 4)]), Is.EqualTo(Poseidon.Hash(block, 5)));
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
            Commitments.Leaf(0, 0, 0, 0),
            LinkState.Start.Commit(0, 0),
            Commitments.Chain(0, [default]),
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
        Assert.That(Enum.GetValues<CircuitSize>().Select(size => size.Capacity()), Is.EqualTo(new[] { 64, 200, 480 }));
        Assert.That(() => ((CircuitSize)3).Capacity(), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
