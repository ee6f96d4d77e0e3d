using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits.Gadgets;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Tests.Circuits.Model;
using Shadowgraph.Proofs.Tests.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.Circuits.Gadgets;

[TestFixture]
public sealed class EvidenceGadgetTests
{
    private static readonly ConstraintSystem System = LambdaCircuit.Compile(builder =>
    {
        var evidence = EvidenceGadget.Weigh(builder, builder.PublicInput("packed"), builder.PublicInput("asOf"));
        builder.PublicOutput("positive", evidence.Positive);
        builder.PublicOutput("negative", evidence.Negative);
        builder.PublicOutput("rated", evidence.Rated);
    });

    [Test]
    public void Weigh_RandomAndExtremeAttestations_IsThePlainArithmetic([Range(1, 60)] int seed)
    {
        var attestation = new ClaimGenerator(seed).Attestation();
        var sums = PlainSums.Of([attestation], ClaimGenerator.AsOf);
        using var inputs = new CircuitInputs { ["packed"] = attestation.Committed.Packed, ["asOf"] = (Fr)(ulong)ClaimGenerator.AsOf };
        using var witness = System.Solve(inputs);

        var outputs = witness.PublicSignals(System.R1cs).Take(3).Select(signal => signal.ToBigInteger());
        Assert.That(outputs, Is.EqualTo(new[] { sums.R, sums.S, sums.Q }));
        Assert.That(Determination.Undetermined(System.R1cs, witness.Values), Is.Empty);
    }

    [Test]
    public void Weigh_AnyWireChanged_BreaksAConstraint()
    {
        var limit = BigInteger.Pow(2, 40) - 1;
        PlainAttestation[] attestations =
        [
            new(0, 12_345_678, 87_654_321, 300_000, 44_444, ClaimGenerator.AsOf + 5),
            new(0, 0, 0, 0, 0, 0),
            new(0, limit, limit, BigInteger.Pow(2, 20), BigInteger.Pow(2, 16), limit),
        ];
        foreach (var attestation in attestations)
        {
            using var inputs = new CircuitInputs { ["packed"] = attestation.Committed.Packed, ["asOf"] = (Fr)(ulong)ClaimGenerator.AsOf };
            using var witness = System.Solve(inputs);
            var free = new ConstraintAudit(System.R1cs).FreeWires(witness.Values).Select(wire => System.Labels.OfWire(wire)).ToList();

            // One second or one unit of r may make no difference to what is weighed, and both are inputs here; in the circuit the packed
            // value is committed and the time is public.
            Assert.That(free, Is.SubsetOf(new[] { "packed", "asOf" }));
        }
    }

    [Test]
    public void Weigh_Cost_Is165()
    {
        Assert.That(System.R1cs.ConstraintCount - 3, Is.EqualTo(165));
    }

    [Test]
    public void Weigh_NegativeOrHugePackedValues_AreRefused([Values(159, 200, 253)] int power)
    {
        Fr[] values = [-Fr.One, Fr.FromBigInteger(BigInteger.Pow(2, power)), -Fr.FromBigInteger(BigInteger.Pow(2, power))];
        foreach (var packed in values)
        {
            using var inputs = new CircuitInputs { ["packed"] = packed, ["asOf"] = (Fr)(ulong)ClaimGenerator.AsOf };
            Assert.That(() => System.Solve(inputs), Throws.TypeOf<ConstraintNotSatisfiedException>());
        }
    }
}
