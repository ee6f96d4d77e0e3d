using System.Security.Cryptography;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Circuits.Model;
using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Model.Registry;

public sealed class AttestationRegistryTests
{
    private static readonly EvmAddress Subject = AttestationSamples.Subject;

    [Test]
    public void Open_AfterPublish_HoldsWhatWasPublished()
    {
        var registry = new AttestationRegistry();
        var root = registry.Publish(Subject, [AttestationSamples.From(9), AttestationSamples.From(3)]);

        var opening = registry.Open(Subject);

        Assert.That(opening.Root, Is.EqualTo(root).And.EqualTo(registry.Root));
        Assert.That(opening.Subject, Is.EqualTo(Subject));
        Assert.That(opening.SubjectKey, Is.EqualTo(Subject.ToFr()));
        Assert.That(opening.Attestations.Select(a => a.Context.Attester), Is.EqualTo((EvmAddress[])[AttestationSamples.Account(3), AttestationSamples.Account(9)]));
        Assert.That(opening.Verify, Throws.Nothing);
        Assert.That(
            opening.Fuse(AttestationSamples.AsOf),
            Is.EqualTo(EvidenceFusion.Fuse([AttestationSamples.From(3), AttestationSamples.From(9)], AttestationSamples.AsOf)));
    }

    [Test]
    public void Leaf_OfAttestations_IsTheDocumentedHash()
    {
        var registry = new AttestationRegistry();
        registry.Publish(Subject, Enumerable.Range(1, 25).Select(i => AttestationSamples.From((ulong)i)));
        var opening = registry.Open(Subject);

        var plain = opening.Attestations.Select(a => new PlainAttestation(
            a.Evidence.R, a.Evidence.S, a.Evidence.A, a.Evidence.W, a.Evidence.Expiry)).ToArray();
        var evidence = Poseidon.Hash(PlainAttestation.Block(plain[24..]), Poseidon.Hash(PlainAttestation.Block(plain[..24]), Fr.Zero));
        var text = string.Concat(opening.Attestations.Select(a => $"{a.Context.Attester.ToString()[2..]}{(int)a.Context.Type:x2}{a.Context.CreatedAt:x10}"));
        byte[] bytes = [.. "shadowgraph.proofs/contexts/v1\0\0"u8, .. Convert.FromHexString(text)];
        var contexts = Fr.FromBigIntegerReduced(new(SHA256.HashData(bytes), isUnsigned: true, isBigEndian: true));

        Assert.That(opening.Root, Is.EqualTo(Poseidon.Hash(Subject.ToFr(), evidence, contexts, 25, opening.Salt)));
    }

    [Test]
    public void Publish_Again_ReplacesTheLeafWithAFreshSalt()
    {
        var registry = new AttestationRegistry();
        registry.Publish(Subject, [AttestationSamples.From(1)]);
        var before = registry.Open(Subject);
        registry.Publish(AttestationSamples.Account(8), [AttestationSamples.From(1) with { Target = AttestationSamples.Account(8) }]);

        registry.Publish(Subject, [AttestationSamples.From(1)]);
        var after = registry.Open(Subject);

        Assert.That(registry.Count, Is.EqualTo(2));
        Assert.That(after.Path.Siblings, Has.Count.EqualTo(1));
        Assert.That(after.Salt, Is.Not.EqualTo(before.Salt));
        Assert.That(after.Leaf, Is.Not.EqualTo(before.Leaf));
        Assert.That(after.Bundle.Hash, Is.EqualTo(before.Bundle.Hash));
        Assert.That(after.Verify, Throws.Nothing);
    }

    [Test]
    public void Remove_ASubject_LeavesTheOthersProvable()
    {
        var registry = new AttestationRegistry();
        for (var i = 10UL; i < 15; i++)
        {
            var account = AttestationSamples.Account(i);
            registry.Publish(account, [AttestationSamples.From(1) with { Target = account }]);
        }

        var opening = registry.Open(AttestationSamples.Account(12));

        Assert.That(registry.Remove(AttestationSamples.Account(12)), Is.True);
        Assert.That(registry.Remove(AttestationSamples.Account(12)), Is.False);

        Assert.That(registry.Count, Is.EqualTo(4));
        Assert.That(registry.Root, Is.Not.EqualTo(opening.Root));
        Assert.That(() => registry.Open(AttestationSamples.Account(12)), Throws.TypeOf<KeyNotFoundException>());
        Assert.That(registry.Open(AttestationSamples.Account(13)).Verify, Throws.Nothing);
        Assert.That(registry.Open(AttestationSamples.Account(13)).Path.Siblings[0], Is.EqualTo(Fr.Zero));
    }

    [Test]
    public void Publish_AHiddenSubject_IsKeyedByItsCommitment()
    {
        using var secret = IdentitySecret.Create();
        var registry = new AttestationRegistry();
        registry.Publish(RegistrySubject.Hidden(Subject, secret.Commitment), [AttestationSamples.From(1)]);

        var opening = registry.Open(Subject);

        Assert.That(opening.Subject, Is.Null);
        Assert.That(opening.SubjectKey, Is.EqualTo(secret.Commitment));
        Assert.That(opening.Verify, Throws.Nothing);
        Assert.That(opening.ToString(), Does.Not.Contain(Subject.ToString()).And.Not.Contain(opening.Salt.ToString()));
    }

    [Test]
    public void Publish_UnderASecondKey_IsRefused()
    {
        using var secret = IdentitySecret.Create();
        using var second = IdentitySecret.Create();
        var registry = new AttestationRegistry();
        registry.Publish(RegistrySubject.Hidden(Subject, secret.Commitment), [AttestationSamples.From(1)]);
        var root = registry.Root;

        Assert.That(() => registry.Publish(Subject, [AttestationSamples.From(1)]), Throws.InvalidOperationException.With.Message.Contains("another key"));
        Assert.That(
            () => registry.Publish(RegistrySubject.Hidden(Subject, second.Commitment), [AttestationSamples.From(1)]),
            Throws.InvalidOperationException.With.Message.Contains("another key"));
        Assert.That(
            () => registry.Publish(
                RegistrySubject.Hidden(AttestationSamples.Account(8), secret.Commitment),
                [AttestationSamples.From(1) with { Target = AttestationSamples.Account(8) }]),
            Throws.InvalidOperationException.With.Message.Contains("another account's"));
        Assert.That(registry.Root, Is.EqualTo(root));

        registry.Remove(Subject);
        Assert.That(() => registry.Publish(RegistrySubject.Hidden(Subject, second.Commitment), [AttestationSamples.From(1)]), Throws.Nothing);
    }

    [Test]
    public void Hidden_WithACommitmentThatIsAnAddress_IsRefused()
    {
        var victim = AttestationSamples.Account(99).ToFr();
        var largestAddress = EvmAddress.Parse("0x" + new string('f', 40)).ToFr();

        Assert.That(() => RegistrySubject.Hidden(Subject, victim), Throws.ArgumentException.With.Message.Contains("2^160"));
        Assert.That(() => RegistrySubject.Hidden(Subject, largestAddress), Throws.ArgumentException);
        Assert.That(() => RegistrySubject.Hidden(Subject, largestAddress + 1), Throws.Nothing);
        Assert.That(() => RegistrySubject.Named(default), Throws.ArgumentException);
    }

    [Test]
    public void Publish_BadAttestations_NamesThemAndChangesNothing()
    {
        var registry = new AttestationRegistry();
        registry.Publish(Subject, [AttestationSamples.From(1)]);
        var root = registry.Root;

        AssertInvalid(registry, "attestations", "are empty");
        AssertInvalid(registry, "attestations[1].opinion.uncertainty", "dogmatic", AttestationSamples.From(1), AttestationSamples.From(2, 0.5, 0.5, 0));
        AssertInvalid(registry, "attestations[0].weight", "not a number", AttestationSamples.From(1) with { Weight = double.NaN });
        AssertInvalid(registry, "attestations[0].target", "not the subject", AttestationSamples.From(1) with { Target = AttestationSamples.Account(8) });
        AssertInvalid(
            registry, "attestations[2].source", "already has the attestation [0]",
            AttestationSamples.From(1), AttestationSamples.From(2), AttestationSamples.From(1) with { Type = AttestationType.Skill });

        Assert.That(registry.Root, Is.EqualTo(root));
    }

    [Test]
    public void Publish_InAnyOrder_GivesTheSameBundle() =>
        Gen.Select(Gen.ULong.HashSet[1, 30], Gen.Int).Sample((attesters, seed) =>
        {
            var attestations = attesters.Where(a => a != 0).Append(5_000_000_000UL).Distinct().Select(a => AttestationSamples.From(a)).ToArray();
            var straight = AttestationBundle.From(Subject, attestations);
            new Random(seed).Shuffle(attestations);
            return AttestationBundle.From(Subject, attestations).Hash == straight.Hash;
        }, iter: 20);

    [Test]
    public void Publish_OnlyExpired_IsOpenedButHasNoScore()
    {
        var registry = new AttestationRegistry();
        registry.Publish(Subject, [AttestationSamples.From(1) with { ExpiresAt = AttestationSamples.AsOf }]);

        Assert.That(() => registry.Open(Subject).Fuse(AttestationSamples.AsOf), Throws.TypeOf<InsufficientEvidenceException>());
    }

    [Test]
    public void AnyOperation_FromManyThreads_KeepsOneLeafForEachSubject()
    {
        var registry = new AttestationRegistry();
        Parallel.For(0, 200, new() { MaxDegreeOfParallelism = 4 }, i =>
        {
            var account = AttestationSamples.Account((ulong)(i % 20) + 1);
            registry.Publish(account, [AttestationSamples.From(500) with { Target = account }]);
            registry.Open(account).Verify();
        });

        Assert.That(registry.Count, Is.EqualTo(20));
        Assert.That(registry.Open(AttestationSamples.Account(1)).Path.Siblings, Has.Count.LessThanOrEqualTo(5));
    }

    [Test]
    public void Root_BeforeAnything_Throws() => Assert.That(() => new AttestationRegistry().Root, Throws.InvalidOperationException);

    private static void AssertInvalid(AttestationRegistry registry, string field, string problem, params Attestation[] attestations)
    {
        var thrown = Assert.Throws<InvalidAttestationException>(() => registry.Publish(Subject, attestations))!;
        Assert.That(thrown.Field, Is.EqualTo(field));
        Assert.That(thrown.Message, Does.StartWith(field + " ").And.Contain(problem));
    }
}
