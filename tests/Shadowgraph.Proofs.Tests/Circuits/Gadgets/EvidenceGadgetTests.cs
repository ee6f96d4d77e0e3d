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
    private static readonly string[] Names = ["r", "s", "a", "w", "expiry"];

    private static readonly ConstraintSystem System = LambdaCircuit.Compile(builder =>
    {
        LinearCombination[] numbers = [.. Names.Select(name => (LinearCombination)builder.PublicInput(name))];
        var evidence = EvidenceGadget.Weigh(
            builder, new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]), builder.PublicInput("asOf"));
        builder.PublicOutput("positive", evidence.Positive);
        builder.PublicOutput("negative", evidence.Negative);
        builder.PublicOutput("rated", evidence.Rated);
    });

    [Test]
    public void Weigh_RandomAndExtremeAttestations_IsThePlainArithmetic([Range(1, 60)] int seed)
    {
        var attestation = new ClaimGenerator(seed).Attestation();
        var sums = PlainSums.Of([attestation], ClaimGenerator.AsOf);
        using var inputs = InputsOf(attestation);
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
            new(12_345_678, 87_654_321, 300_000, 44_444, ClaimGenerator.AsOf + 5),
            PlainAttestation.Nothing,
            new(limit, limit, BigInteger.Pow(2, 20), BigInteger.Pow(2, 16), limit),
        ];
        foreach (var attestation in attestations)
        {
            using var inputs = InputsOf(attestation);
            using var witness = System.Solve(inputs);
            var free = new ConstraintAudit(System.R1cs).FreeWires(witness.Values).Select(wire => System.Labels.OfWire(wire)).ToList();

            // One second or one unit of r may make no difference to what is weighed, and all are inputs here; in the circuit the numbers
            // are committed and the time is public.
            Assert.That(free, Is.SubsetOf([.. Names, "asOf"]));
        }
    }

    [Test]
    public void Weigh_Cost_Is165()
    {
        Assert.That(System.R1cs.ConstraintCount - 3, Is.EqualTo(165));
    }

    [Test]
    public void Weigh_NumberOutsideItsRange_IsRefused([Values(0, 1, 2, 3, 4)] int number)
    {
        var asOf = (BigInteger)ClaimGenerator.AsOf;
        var (first, last) = number switch
        {
            0 or 1 => (BigInteger.Zero, BigInteger.Pow(2, 40) - 1),
            2 => (0, BigInteger.Pow(2, 20)),
            3 => (0, BigInteger.Pow(2, 16)),
            _ => (asOf + 1 - BigInteger.Pow(2, 40), asOf + BigInteger.Pow(2, 40)),
        };
        foreach (var value in new[] { first, last }) Assert.That(() => Solve(value), Throws.Nothing);
        foreach (var value in new[] { first - 1, last + 1, BigInteger.Pow(2, 118), BigInteger.Pow(2, 253), -BigInteger.Pow(2, 159) })
            Assert.That(() => Solve(value), Throws.TypeOf<ConstraintNotSatisfiedException>(), $"{value}");

        void Solve(BigInteger value)
        {
            using var inputs = InputsOf(PlainAttestation.Nothing);
            inputs[Names[number]] = Fr.FromBigIntegerReduced(value);
            using var witness = System.Solve(inputs);
        }
    }

    private static CircuitInputs InputsOf(PlainAttestation attestation)
    {
        var numbers = attestation.Numbers;
        return new()
        {
            ["r"] = numbers.R,
            ["s"] = numbers.S,
            ["a"] = numbers.A,
            ["w"] = numbers.W,
            ["expiry"] = numbers.Expiry,
            ["asOf"] = (Fr)(ulong)ClaimGenerator.AsOf,
        };
    }
}
