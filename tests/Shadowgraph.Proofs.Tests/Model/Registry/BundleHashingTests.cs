using System.Numerics;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Circuits.Model;
using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Model.Registry;

[TestFixture]
public sealed class BundleHashingTests
{
    private static readonly QuantizedAttestation[] Attestations =
        [.. Enumerable.Range(1, 60).Select(i => QuantizedAttestation.From(AttestationSamples.From((ulong)i)))];

    [Test]
    public void ExtendEvidence_ByNothing_IsTheChainItself() => Assert.That(BundleHashing.ExtendEvidence(7, []), Is.EqualTo((Fr)7));

    [TestCase(24)]
    [TestCase(48)]
    public void ExtendEvidence_CutAtAnyBlock_IsTheSame(int cut) =>
        Assert.That(
            BundleHashing.ExtendEvidence(BundleHashing.ExtendEvidence(5, Attestations.AsSpan(..cut)), Attestations.AsSpan(cut..)),
            Is.EqualTo(BundleHashing.ExtendEvidence(5, Attestations)));

    [Test]
    public void ReadEvidence_OfAnyNumber_IsPaddedWithZeros([Range(1, 25)] int count)
    {
        var plain = Attestations[..count].Select(each => new PlainAttestation(
            each.Evidence.R, each.Evidence.S, each.Evidence.A, each.Evidence.W, each.Evidence.Expiry)).ToArray();
        for (var block = 0; block < BundleHashing.EvidenceBlocks(count); block++)
        {
            var elements = Enumerable.Repeat(Fr.One, 16).ToArray();
            BundleHashing.ReadEvidence(Attestations.AsSpan(..count), block, elements);

            Assert.That(elements, Is.EqualTo(PlainAttestation.Block(plain[(24 * block)..])));
        }
    }

    [Test]
    public void HashContexts_OfAnyNumber_IsThatOfTheBytes([Values(0, 1, 63, 64, 65, 127, 128, 129, 200)] int count)
    {
        var attestations = Enumerable.Range(1, count).Select(i => QuantizedAttestation.From(AttestationSamples.From((ulong)i))).ToArray();
        var bytes = new byte[32 + 26 * count];
        "shadowgraph.proofs/contexts/v1"u8.CopyTo(bytes);
        for (var i = 0; i < count; i++) attestations[i].Context.Write(bytes.AsSpan(32 + 26 * i));

        Assert.That(
            BundleHashing.HashContexts(attestations).ToBigInteger(),
            Is.EqualTo(new BigInteger(SHA256.HashData(bytes), isUnsigned: true, isBigEndian: true) % Fr.Modulus));
    }

    [Test]
    public void Hash_DependsOnEveryAttestationAndTheirOrder()
    {
        var hashes = new HashSet<BundleHash> { BundleHashing.Hash(Attestations) };
        for (var i = 0; i < Attestations.Length; i++)
        {
            var (context, evidence) = (Attestations.ToArray(), Attestations.ToArray());
            context[i] = new(context[i].Context with { CreatedAt = 1 }, context[i].Evidence);
            evidence[i] = new(evidence[i].Context, new(1, 2, 3, 4, 5));
            Assert.That(hashes.Add(BundleHashing.Hash(context)) && hashes.Add(BundleHashing.Hash(evidence)), Is.True, $"{i}");
        }

        var swapped = Attestations.ToArray();
        Array.Reverse(swapped, 0, 2);
        Assert.That(hashes.Add(BundleHashing.Hash(swapped)), Is.True);
    }
}
