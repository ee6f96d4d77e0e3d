using System.Globalization;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>What docs/statement.md says of the circuits is so: their sizes, their files, and that its example's signals are accepted.</summary>
[TestFixture]
public sealed class StatementCircuitTests
{
    [Test]
    public void Sizes_InTheTable_AreThoseOfTheCompiledCircuits([Values] CircuitSize size)
    {
        var row = RowOf("| Size | Attestations per link | Constraints | Rows of the keys | FFT domain | Wires |", size);
        var r1cs = Systems.Of(size).R1cs;
        var rows = r1cs.ConstraintCount + r1cs.PublicCount + 1;
        var log2Domain = 1;
        while (1 << log2Domain < rows) log2Domain++;

        Assert.That(row, Is.EqualTo(new[]
        {
            size.ToString(), Text(size.Capacity()), Text(r1cs.ConstraintCount), Text(rows), "2^" + Text(log2Domain), Text(r1cs.WireCount),
        }));
    }

    [Test]
    public void Costs_InTheTable_AddUpToTheCircuit()
    {
        int[] costs =
        [
            .. StatementDocument.Table("| Part | Constraints |").Select(row => int.Parse(row[1], CultureInfo.InvariantCulture)),
        ];
        var (slot, block, rest) = (costs[0], costs[1], costs[2..].Sum());

        Assert.That(Systems.TinySlots * slot + 2 * block + rest, Is.EqualTo(Systems.Tiny.R1cs.ConstraintCount));
    }

    [Test]
    public void R1csFile_OfTheSmallCircuit_HasTheHashStated() => AssertHash(CircuitSize.Small);

    [TestCase(CircuitSize.Medium)]
    [TestCase(CircuitSize.Large)]
    [Category("Long")]
    public void R1csFile_OfALargerCircuit_HasTheHashStated(CircuitSize size) => AssertHash(size);

    [Test]
    public void ExactSignals_OfTheExample_AreAcceptedByTheCircuit()
    {
        var opening = RegistryOpening.FromJson(StatementDocument.Block(new("opening")));

        AssertAccepted("exact_signals", opening, secret: 0);
    }

    [Test]
    public void AnonymousSignals_OfTheExample_AreAcceptedByTheCircuit()
    {
        using var secret = StatementVectorsTests.Secret();
        var named = RegistryOpening.FromJson(StatementDocument.Block(new("opening")));
        var tree = StatementVectorsTests.Tree();
        var opening = new RegistryOpening(named.Root, secret.Commitment, null, named.Bundle, named.Salt, tree.PathOf(tree.Count - 1));

        AssertAccepted("anonymous_threshold_signals", opening, secret.Value);
    }

    private static void AssertAccepted(string name, RegistryOpening opening, Fr secret)
    {
        var signals = StatementVectorsTests.Elements(StatementDocument.Vectors, name);
        using var inputs = new ReputationLinkWitness
        {
            RegistryRoot = signals[ReputationSignals.RegistryRoot],
            Scope = signals[ReputationSignals.Scope],
            Nullifier = signals[ReputationSignals.Nullifier],
            Subject = signals[ReputationSignals.Subject],
            Recipient = signals[ReputationSignals.Recipient],
            MinScore = signals[ReputationSignals.MinScore],
            MaxScore = signals[ReputationSignals.MaxScore],
            AsOf = signals[ReputationSignals.AsOf],
            PreviousState = signals[ReputationSignals.PreviousState],
            NextState = signals[ReputationSignals.NextState],
            Attestations = [.. opening.Attestations.Select(attestation => LinkCutter.NumbersOf(attestation.Evidence))],
            Contexts = opening.Bundle.Hash.Contexts,
            Secret = secret,
            Salt = opening.Salt,
            Siblings = opening.Path.Siblings,
            Sides = opening.Path.Sides,
        }.ToInputs(Systems.TinySlots);
        using var witness = Systems.Tiny.Solve(inputs);

        Assert.That(witness.PublicSignals(Systems.Tiny.R1cs), Is.EqualTo(signals));
    }

    private static void AssertHash(CircuitSize size)
    {
        using var hash = SHA256.Create();
        using (var sink = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write)) Systems.Of(size).R1cs.Write(sink);

        Assert.That(
            RowOf("| Size | SHA-256 of the .r1cs file |", size)[1],
            Is.EqualTo(Convert.ToHexStringLower(hash.Hash!)),
            "the circuit has changed: its keys are worthless now. If that is meant, state the new hash in docs/statement.md.");
    }

    private static string[] RowOf(string head, CircuitSize size) => StatementDocument.Table(head).Single(row => row[0] == size.ToString());

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
