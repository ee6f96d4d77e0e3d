using System.Globalization;
using System.Text.Json;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>Other implementations are written from docs/statement.md: what it states as test vectors is what the code computes.</summary>
[TestFixture]
public sealed class StatementVectorsTests
{
    private static readonly JsonElement Vectors = StatementDocument.Vectors;

    private static readonly JsonElement Subject = Vectors.GetProperty("subject");

    [Test]
    public void Poseidon_OfTheVectors_GivesTheirHashes()
    {
        foreach (var vector in Vectors.GetProperty("poseidon").EnumerateArray())
        {
            Assert.That(Poseidon.Hash(Elements(vector, "inputs"), Element(vector, "initial_state")), Is.EqualTo(Element(vector, "hash")));
        }
    }

    [Test]
    public void PoseidonParameters_OfTheVectors_AreThoseGenerated()
    {
        foreach (var vector in Vectors.GetProperty("poseidon_parameters").EnumerateArray())
        {
            var parameters = PoseidonParameters.For(vector.GetProperty("width").GetInt32());

            Assert.That(vector.GetProperty("partial_rounds").GetInt32(), Is.EqualTo(parameters.PartialRounds));
            Assert.That(Element(vector, "first_constant"), Is.EqualTo(parameters.RoundConstants[0]));
            Assert.That(Element(vector, "last_constant"), Is.EqualTo(parameters.RoundConstants[^1]));
            Assert.That(Element(vector, "first_matrix_element"), Is.EqualTo(parameters.Mds[0]));
            Assert.That(Element(vector, "last_matrix_element"), Is.EqualTo(parameters.Mds[^1]));
        }
    }

    [Test]
    public void Quantised_OpinionsOfTheVectors_HaveTheirUnitsAndTotals()
    {
        foreach (var vector in Vectors.GetProperty("quantised").EnumerateArray())
        {
            var totals = default(FusionTotals);
            foreach (var (opinion, units) in vector.GetProperty("opinions").EnumerateArray().Zip(vector.GetProperty("units").EnumerateArray()))
            {
                var evidence = Quantise([.. opinion.EnumerateArray().Select(number => number.GetDouble())]);
                Assert.That(
                    units.EnumerateArray().Select(unit => unit.GetUInt64()),
                    Is.EqualTo(new ulong[] { evidence.R, evidence.S, evidence.A, evidence.W }));
                totals = totals.Add(evidence);
            }

            AssertTotals(vector, totals);
        }
    }

    [Test]
    public void Subject_AttestationsOfTheExample_AreCommittedAndAddedUpAsStated()
    {
        var bundle = Bundle();
        var stated = Subject.GetProperty("attestations").EnumerateArray().ToArray();

        Assert.That(
            bundle.Attestations.Select(attestation => (attestation.Context.Attester.ToString(), Hex(attestation.Context), attestation.Evidence.PackedWith(0))),
            Is.EqualTo(stated.Select(each => (each.GetProperty("source").GetString()!, each.GetProperty("context").GetString()!, Element(each, "packed")))));
        Assert.That(bundle.Hash, Is.EqualTo(BundleHash()));
        var elements = new Fr[16];
        BundleHashing.ReadEvidence(bundle.Attestations.AsSpan(), 0, elements);
        Assert.That(elements, Is.EqualTo((Fr[])[.. Elements(Subject, "elements"), .. new Fr[14]]));
        foreach (var vector in Subject.GetProperty("totals").EnumerateArray())
        {
            AssertTotals(vector, EvidenceFusion.Sum(bundle.Attestations, vector.GetProperty("as_of").GetUInt64()));
        }
    }

    [Test]
    public void Opening_OfTheExample_IsTheStatedLeafInTheStatedTree()
    {
        var opening = RegistryOpening.FromJson(StatementDocument.Block(new("opening")));

        Assert.That(opening.Bundle.Hash, Is.EqualTo(BundleHash()));
        Assert.That(opening.SubjectKey, Is.EqualTo(Element(Subject, "named_key")));
        Assert.That(opening.Salt, Is.EqualTo(Element(Subject, "salt")));
        Assert.That(opening.Leaf, Is.EqualTo(Element(Subject, "named_leaf")));
        Assert.That(opening.Root, Is.EqualTo(Tree().Root));
    }

    [Test]
    public void HiddenLeaf_OfTheExample_FollowsFromTheSecret()
    {
        using var secret = Secret();
        var leaf = Commitments.Leaf(secret.Commitment, Bundle().Hash, Bundle().Attestations.Length, Element(Subject, "salt"));

        Assert.That(secret.Value, Is.EqualTo(Element(Subject, "secret")));
        Assert.That(secret.Commitment, Is.EqualTo(Element(Subject, "hidden_key")));
        Assert.That(leaf, Is.EqualTo(Element(Subject, "hidden_leaf")));
    }

    [Test]
    public void Bundle_OfTwentyFive_TakesTwoBlocks()
    {
        var vector = Vectors.GetProperty("bundle_of_25");
        QuantizedAttestation[] attestations =
        [
            .. Enumerable.Range(0, 25).Select(k => new QuantizedAttestation(
                new(EvmAddress.Parse($"0x{k + 1:x40}"), AttestationType.Trust, (ulong)k),
                new((5 * (ulong)k) + 1, (5 * (ulong)k) + 2, (5 * (uint)k) + 3, (5 * (uint)k) + 4, (5 * (ulong)k) + 5))),
        ];
        var elements = new Fr[16];
        BundleHashing.ReadEvidence(attestations, 0, elements);

        Assert.That(elements[..2], Is.EqualTo(Elements(vector, "first_elements")));
        Assert.That(BundleHashing.ExtendEvidence(0, attestations.AsSpan(..24)), Is.EqualTo(Element(vector, "evidence_after_24")));
        Assert.That(BundleHashing.Hash(attestations), Is.EqualTo(new BundleHash(Element(vector, "evidence"), Element(vector, "contexts"))));
    }

    private static string Hex(AttestationContext context)
    {
        var bytes = new byte[AttestationContext.Size];
        context.Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static BundleHash BundleHash() => new(Element(Subject, "evidence"), Element(Subject, "contexts"));

    [Test]
    public void Tree_OfTheVectors_HasTheirRootsAndPaths()
    {
        var vector = Vectors.GetProperty("tree");
        var tree = new LeanImt();
        foreach (var (leaf, root) in Elements(vector, "leaves").Zip(Elements(vector, "roots")))
        {
            tree.Append(leaf);
            Assert.That(tree.Root, Is.EqualTo(root));
        }

        foreach (var stated in vector.GetProperty("paths").EnumerateArray())
        {
            var path = tree.PathOf(stated.GetProperty("leaf").GetInt32());
            Assert.That(path.IndexBits, Is.EqualTo(stated.GetProperty("index").GetUInt32()));
            Assert.That(path.Siblings, Is.EqualTo(Elements(stated, "siblings")));
        }
    }

    [Test]
    public void ScopeAndNullifier_OfTheVectors_AreThoseComputed()
    {
        var words = Vectors.GetProperty("scope").GetProperty("words").EnumerateArray().SelectMany(word => Convert.FromHexString(word.GetString()!));
        var digest = System.Security.Cryptography.SHA256.HashData(words.ToArray());
        using var secret = Secret();

        Assert.That(Scope().ToFr(), Is.EqualTo(Element(Vectors.GetProperty("scope"), "value")));
        Assert.That(Fr.FromBigIntegerReduced(new(digest, isUnsigned: true, isBigEndian: true)), Is.EqualTo(Scope().ToFr()));
        Assert.That(ProofScope.None.ToFr(), Is.EqualTo(Element(Vectors.GetProperty("scope"), "empty")));
        Assert.That(Commitments.NullifierTag, Is.EqualTo(Element(Vectors, "nullifier_tag")));
        Assert.That(secret.NullifierFor(Scope().ToFr()), Is.EqualTo(Element(Vectors, "nullifier")));
    }

    [Test]
    public void State_OfTheVector_IsTheCommitmentToIt()
    {
        var vector = Vectors.GetProperty("state");
        var state = new LinkState(
            Element(vector, "chain"), Element(vector, "count"), Element(vector, "R"), Element(vector, "S"), Element(vector, "Q"));

        Assert.That(state.Commit(Element(vector, "as_of"), Element(vector, "blinding")), Is.EqualTo(Element(vector, "value")));
    }

    [Test]
    public void VerificationKeyHash_OfTheVector_IsThatOfTheKeyDescribed()
    {
        var points = new VerifyingKeyPoints(
            Multiple(G1.Generator, 2), Multiple(G2.Generator, 3), G2.Generator, Multiple(G2.Generator, 5), [G1.Generator, G1.Generator]);

        var key = VerifyingKey.Create(points, isDevelopmentKey: false);

        Assert.That(key.Hash, Is.EqualTo(Vectors.GetProperty("verification_key_hash").GetString()));
    }

    [Test]
    public void VerificationKeys_OfTheVectors_AreAcceptedOrRefused()
    {
        var g = Multiple(G1.Generator, 7);
        foreach (var vector in Vectors.GetProperty("verification_keys").EnumerateArray())
        {
            var points = new VerifyingKeyPoints(
                Multiple(G1.Generator, Number("alpha")),
                Multiple(G2.Generator, Number("beta")),
                Multiple(G2.Generator, Number("gamma")),
                Multiple(G2.Generator, Number("delta")),
                [g, g]);

            Assert.That(
                () => VerifyingKey.Create(points, isDevelopmentKey: false),
                vector.GetProperty("accepted").GetBoolean() ? Throws.Nothing : Throws.TypeOf<ProvingKeyException>(),
                vector.GetRawText());

            int Number(string name) => vector.GetProperty(name).GetInt32();
        }
    }

    private static AffinePoint<TField> Multiple<TField>(in AffinePoint<TField> point, int times)
        where TField : unmanaged, ICurveField<TField>
    {
        var multiple = ((JacobianPoint<TField>)point).Multiply(new Fr((ulong)Math.Abs(times))).ToAffine();
        return times < 0 ? -multiple : multiple;
    }

    internal static AttestationBundle Bundle()
    {
        var attestations = AttestationJson.Read(StatementDocument.Block(new("attestations")));
        return AttestationBundle.From(attestations[0].Target, attestations);
    }

    internal static LeanImt Tree()
    {
        var tree = new LeanImt();
        foreach (var leaf in Elements(Vectors.GetProperty("tree"), "leaves")) tree.Append(leaf);
        return tree;
    }

    internal static IdentitySecret Secret() =>
        IdentitySecret.FromBytes(Convert.FromHexString(Subject.GetProperty("secret_bytes").GetString()!));

    internal static Fr Element(JsonElement parent, string name) => Fr.Parse(parent.GetProperty(name).GetString());

    internal static Fr[] Elements(JsonElement parent, string name) =>
        [.. parent.GetProperty(name).EnumerateArray().Select(element => Fr.Parse(element.GetString()))];

    private static ProofScope Scope()
    {
        var vector = Vectors.GetProperty("scope");
        return new(
            vector.GetProperty("chain_id").GetUInt64(),
            EvmAddress.Parse(vector.GetProperty("contract").GetString()),
            vector.GetProperty("registry_id").GetString()!,
            vector.GetProperty("campaign").GetString()!);
    }

    private static QuantizedEvidence Quantise(double[] numbers) => QuantizedAttestation.From(new Attestation
    {
        Source = EvmAddress.Parse("0x0000000000000000000000000000000000000001"),
        Target = EvmAddress.Parse("0x0000000000000000000000000000000000000002"),
        Opinion = new(numbers[0], numbers[1], numbers[2], numbers[3]),
        Weight = numbers[4],
        Type = AttestationType.Trust,
        CreatedAt = DateTimeOffset.UnixEpoch,
    }).Evidence;

    private static void AssertTotals(JsonElement vector, in FusionTotals totals)
    {
        string[] expected = [.. new[] { "R", "S", "T", "Q", "N", "D" }.Select(name => vector.GetProperty(name).GetString()!)];
        object[] actual = [totals.R, totals.S, totals.T, totals.Q, totals.Numerator, totals.Denominator];

        Assert.That(actual.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)), Is.EqualTo(expected));
        Assert.That(totals.ScoreMillionths, Is.EqualTo(vector.GetProperty("score").GetInt32()));
    }
}
