using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Model.Registry.Storage;

public sealed class GroupHashingTests
{
    [Test]
    public async Task HashAsync_OfManyAtOnce_GivesEachItsOwnLeaf()
    {
        var hashing = new GroupHashing();

        // Chains of 1 to 13 blocks: some are too long to share lanes.
        QuantizedChange[] changes = [.. Enumerable.Range(1, 100).Select(i => Publish((ulong)i, 1 + 3 * (i % 100)))];
        var prepared = await Task.WhenAll(changes.Select(change => Task.Run(() => hashing.HashAsync(change))));

        Assert.That(prepared.Select(change => change.Account), Is.EqualTo(changes.Select(change => change.Account)));
        foreach (var (change, hashed) in changes.Zip(prepared))
        {
            Assert.That(hashed.Bundle!.Hash, Is.EqualTo(AttestationBundle.FromCommitted(change.Attestations)!.Hash));
            Assert.That(hashed.Leaf, Is.EqualTo(Shadowgraph.Proofs.Hashing.Commitments.Leaf(
                change.Subject!.Key, hashed.Bundle.Hash, (ulong)change.Attestations.Length, hashed.Salt)));
        }

        Assert.That(prepared.Select(change => change.Salt).Distinct().Count(), Is.EqualTo(prepared.Length));
    }

    [Test]
    public async Task HashAsync_OfARemoval_HasNoLeaf()
    {
        var prepared = await new GroupHashing().HashAsync(QuantizedChange.Remove(AttestationSamples.Account(1)));

        Assert.That(prepared, Is.EqualTo(PreparedChange.Remove(AttestationSamples.Account(1))));
    }

    private static QuantizedChange Publish(ulong subject, int attestations) => QuantizedChange.Publish(
        RegistrySubject.Named(AttestationSamples.Account(subject)),
        Enumerable.Range(1, attestations).Select(i => AttestationSamples.From(1_000 + (ulong)i) with { Target = AttestationSamples.Account(subject) }));
}
