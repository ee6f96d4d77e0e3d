using System.Buffers.Binary;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs.Tests.Caching;

public sealed class ProofCacheKeysTests
{
    private static readonly EvmAddress Subject = AddressOf(1);
    private static readonly DateTimeOffset AsOf = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Each differs from the first in one thing that the proof depends on.</summary>
    private static IEnumerable<(string What, Parts Parts)> Variants()
    {
        var first = new Parts();
        yield return ("nothing", first);
        yield return ("root", first with { Root = 2 });
        yield return ("subject", first with { SubjectAddress = AddressOf(2) });
        yield return ("hidden subject", first.Hide());
        yield return ("identity", first.Hide() with { Identity = IdentitySecret.Create() });
        yield return ("evidence for", first with { Attestations = [Attested(10, r: 6)] });
        yield return ("evidence against", first with { Attestations = [Attested(10, s: 8)] });
        yield return ("base rate", first with { Attestations = [Attested(10, a: 9)] });
        yield return ("weight", first with { Attestations = [Attested(10, w: 12)] });
        yield return ("expiry", first with { Attestations = [Attested(10, expiry: 2_000_000_001)] });
        yield return ("attester", first with { Attestations = [Attested(11)] });
        yield return ("type", first with { Attestations = [Attested(10, type: AttestationType.Skill)] });
        yield return ("creation", first with { Attestations = [Attested(10, created: 1_000_001)] });
        yield return ("attestation count", first with { Attestations = [Attested(10), Attested(11)] });
        yield return ("salt", first with { Salt = 4 });
        yield return ("path index", first with { IndexBits = 0b10 });
        yield return ("sibling", first with { Siblings = [5, 7] });
        yield return ("order of siblings", first with { Siblings = [6, 5] });
        yield return ("sibling count", first with { Siblings = [5, 6, 0] });
        yield return ("no siblings", first with { IndexBits = 0, Siblings = [] });
        yield return ("threshold", first with { Statement = ProofStatement.Threshold(500_001) });
        yield return ("exact", first with { Statement = ProofStatement.Exact() });
        yield return ("membership", first with { Statement = ProofStatement.SetMembership() });
        yield return ("range of the same bounds", first with { Statement = ProofStatement.Range(500_000, 1_000_000) });
        yield return ("upper bound", first with { Statement = ProofStatement.Range(500_000, 999_999) });
        yield return ("recipient", first with { Recipient = AddressOf(101) });
        yield return ("chain", first with { Scope = new ProofScope(2, AddressOf(100), "people", "airdrop") });
        yield return ("contract", first with { Scope = new ProofScope(1, AddressOf(101), "people", "airdrop") });
        yield return ("registry id", first with { Scope = new ProofScope(1, AddressOf(100), "peopl", "eairdrop") });
        yield return ("campaign", first with { Scope = new ProofScope(1, AddressOf(100), "people", "vote") });
        yield return ("time", first with { AsOf = AsOf.AddSeconds(1) });
        yield return ("largest size", first with { MaxCircuitSize = CircuitSize.Medium });
    }

    [Test]
    public void Of_JobsThatDifferInOneThing_AreDifferent()
    {
        var owners = new Dictionary<ProofCacheKey, string>();
        foreach (var (what, parts) in Variants())
        {
            var key = parts.Key();
            Assert.That(owners.TryAdd(key, what), Is.True, $"A change of {what} has the key of {owners[key]}.");
        }

        Assert.That(owners, Has.Count.GreaterThan(30));
    }

    [Test]
    public void Of_EqualJobs_IsTheSame()
    {
        foreach (var (what, parts) in Variants())
        {
            var key = parts.Key();
            Assert.That(parts.Key(), Is.EqualTo(key), what);
        }
    }

    [Test]
    public void Of_TimesWithinASecond_IsTheSame() => Assert.That(
        (new Parts() with { AsOf = AsOf.AddMilliseconds(999) }).Key(), Is.EqualTo(new Parts().Key()));

    [Test]
    public void Of_AnOpeningThatWasReadBack_IsTheSame()
    {
        // An opening that went through JSON, as it does between publisher and subject.
        var registry = new AttestationRegistry();
        registry.Publish(Subject, [Attestation(10), Attestation(11)]);
        var opening = registry.Open(Subject);
        var read = RegistryOpening.FromJson(opening.ToJson());

        Assert.That(Key(read), Is.EqualTo(Key(opening)));
    }

    [Test]
    public void Of_ALeafPublishedAnew_IsDifferent()
    {
        var registry = new AttestationRegistry();
        registry.Publish(Subject, [Attestation(10)]);
        var before = registry.Open(Subject);
        registry.Publish(Subject, [Attestation(10)]);

        Assert.That(Key(registry.Open(Subject)), Is.Not.EqualTo(Key(before)));
    }

    [Test]
    public void Of_TheLongestPath_Fits()
    {
        var siblings = Enumerable.Range(1, MerklePath.MaxDepth).Select(i => new Fr((ulong)i)).ToArray();
        var parts = new Parts { IndexBits = uint.MaxValue, Siblings = siblings };
        siblings = [.. siblings];
        siblings[^1] = 99;

        Assert.That(parts.Key(), Is.Not.EqualTo((parts with { Siblings = siblings }).Key()));
    }

    [Test]
    public void Of_AJob_FollowsTheWrittenForm()
    {
        var parts = new Parts();
        var job = parts.Job();
        var bytes = new List<byte>("shadowgraph.proofs/key/v2\0reputation/3"u8.ToArray());
        AddScalar(1); // root
        AddScalar(Subject.ToFr());
        bytes.Add(1); // named
        AddScalar(job.Opening.Bundle.Hash.Evidence);
        AddScalar(job.Opening.Bundle.Hash.Contexts);
        AddInteger(1); // attestations
        AddScalar(3); // salt
        AddInteger(0b01); // path
        AddInteger(2);
        AddScalar(5);
        AddScalar(6);
        AddInteger((uint)ProofKind.Threshold);
        bytes.Add(0); // not anonymous
        AddInteger(500_000);
        AddInteger(1_000_000);
        bytes.AddRange(Convert.FromHexString(parts.Recipient.ToString()[2..]));
        AddScalar(parts.Scope.ToFr());
        AddInteger(0);
        AddInteger((uint)AsOf.ToUnixTimeSeconds());
        bytes.Add(0); // no identity
        AddScalar(0);
        AddInteger((uint)CircuitSize.Large);

        Assert.That(parts.Key().ToString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))));

        void AddInteger(uint value)
        {
            var word = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(word, value);
            bytes.AddRange(word);
        }

        void AddScalar(Fr value)
        {
            var word = new byte[Fr.Size];
            value.Write(word);
            bytes.AddRange(word);
        }
    }

    [Test]
    public void Under_AnotherVerificationKey_IsAnotherKey()
    {
        var claim = new Parts().Key();
        var other = (new Parts() with { Salt = 4 }).Key();
        var hash = new string('a', 64);

        ProofCacheKey[] keys =
        [
            claim, ProofCacheKeys.Under(claim, null), ProofCacheKeys.Under(claim, hash), ProofCacheKeys.Under(claim, hash[1..] + "b"),
            ProofCacheKeys.Under(claim, ""), ProofCacheKeys.Under(claim, new string('a', 10_000_000)), ProofCacheKeys.Under(other, hash),
        ];

        Assert.That(keys, Is.Unique);
        Assert.That(ProofCacheKeys.Under(claim, hash), Is.EqualTo(keys[2]));
    }

    [Test]
    public void Under_AVerificationKey_FollowsTheWrittenForm()
    {
        var claim = new Parts().Key();
        byte[] bytes =
        [
            .. "shadowgraph.proofs/key-of/v1\0"u8, .. Convert.FromHexString(claim.ToString()), .. SHA256.HashData("the hash"u8),
        ];

        Assert.That(
            ProofCacheKeys.Under(claim, "the hash").ToString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }

    private static ProofCacheKey Key(RegistryOpening opening) => ProofCacheKeys.Of(
        new ProofJob(opening, ProofStatement.Exact(), AddressOf(100), ProofScope.None, AsOf), CircuitSize.Large);

    private static EvmAddress AddressOf(int number) => EvmAddress.Parse($"0x{number:x40}");

    private static QuantizedAttestation Attested(
        int attester,
        ulong r = 5,
        ulong s = 7,
        uint a = 8,
        uint w = 11,
        ulong expiry = 2_000_000_000,
        AttestationType type = AttestationType.Trust,
        ulong created = 1_000_000) =>
        new(new AttestationContext(AddressOf(attester), type, created), new QuantizedEvidence(r, s, a, w, expiry));

    private static Attestation Attestation(int attester) => new()
    {
        Source = AddressOf(attester),
        Target = Subject,
        Opinion = new Opinion(0.5, 0.25, 0.25, 0.5),
        Weight = 1,
        Type = AttestationType.Trust,
        CreatedAt = AsOf.AddDays(-1),
    };

    /// <summary>What a job is made of. Its leaf need not be in any tree: a key is derived before anything is proved.</summary>
    private sealed record Parts
    {
        private static readonly IdentitySecret SomebodysIdentity = IdentitySecret.Create();

        public Fr Root { get; init; } = 1;

        public EvmAddress SubjectAddress { get; init; } = Subject;

        /// <summary>Null for a named subject.</summary>
        public IdentitySecret? Identity { get; init; }

        public QuantizedAttestation[] Attestations { get; init; } = [Attested(10)];

        public Fr Salt { get; init; } = 3;

        public uint IndexBits { get; init; } = 0b01;

        public Fr[] Siblings { get; init; } = [5, 6];

        public ProofStatement Statement { get; init; } = ProofStatement.Threshold(500_000);

        public EvmAddress Recipient { get; init; } = AddressOf(100);

        public ProofScope Scope { get; init; } = new(1, AddressOf(100), "people", "airdrop");

        public DateTimeOffset AsOf { get; init; } = ProofCacheKeysTests.AsOf;

        public CircuitSize MaxCircuitSize { get; init; } = CircuitSize.Large;

        public Parts Hide() => this with { Identity = SomebodysIdentity, Statement = Statement.Anonymously() };

        public ProofJob Job()
        {
            var bundle = AttestationBundle.FromCommitted(Attestations)!;
            var path = new MerklePath(IndexBits, Siblings);
            var opening = Identity is null
                ? new RegistryOpening(Root, SubjectAddress.ToFr(), SubjectAddress, bundle, Salt, path)
                : new RegistryOpening(Root, Identity.Commitment, null, bundle, Salt, path);
            return new ProofJob(opening, Statement, Recipient, Scope, AsOf, Identity);
        }

        public ProofCacheKey Key() => ProofCacheKeys.Of(Job(), MaxCircuitSize);
    }
}
