using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits.Gadgets;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Tests.Circuits.Model;
using Shadowgraph.Proofs.Tests.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.Circuits.Gadgets;

[TestFixture]
public sealed class BitDecompositionTests
{
    private static readonly int[] Counts = [1, 2, 20, 64, 65, 160, 174, 253];

    [TestCaseSource(nameof(Counts))]
    public void AssertRange_ValuesAroundItsEnds_DecidesByTheInteger(int count)
    {
        var system = Compile(count);
        var end = BigInteger.Pow(2, count);
        BigInteger[] values = [0, 1, end - 1, end, end + 1, Fr.Modulus - 1, Fr.Modulus - end, Fr.Modulus - end - 1, Fr.Modulus / 2];
        foreach (var value in values)
        {
            using var inputs = new CircuitInputs { ["value"] = Fr.FromBigInteger(value) };
            if (value < end) system.Solve(inputs).Dispose();
            else Assert.That(() => system.Solve(inputs), Throws.TypeOf<ConstraintNotSatisfiedException>(), $"{value} in {count} bits");
        }

        Assert.That(system.R1cs.ConstraintCount, Is.EqualTo(count));
    }

    [TestCaseSource(nameof(Counts))]
    public void Decompose_AWireChanged_BreaksAConstraint(int count)
    {
        var system = Compile(count);
        using var inputs = new CircuitInputs { ["value"] = Fr.FromBigInteger(BigInteger.Pow(2, count) * 2 / 3) };
        using var witness = system.Solve(inputs);

        // The range leaves the value itself free: it is the input.
        var free = new ConstraintAudit(system.R1cs).FreeWires(witness.Values).Select(wire => system.Labels.OfWire(wire));
        Assert.That(free, Is.SubsetOf(new[] { "value" }));
        Assert.That(Determination.Undetermined(system.R1cs, witness.Values), Is.Empty);
    }

    [Test]
    public void Decompose_Bits_ComposeToTheValue()
    {
        var system = LambdaCircuit.Compile(builder =>
        {
            LinearCombination value = builder.PrivateInput("value");
            var bits = BitDecomposition.Decompose(builder, value, 9, "value");
            builder.PublicOutput("composed", bits.Index().Aggregate(LinearCombination.Zero, (sum, bit) => sum + BitDecomposition.Power(bit.Index) * bit.Item));
            for (var i = 0; i < bits.Length; i++) builder.PublicOutput($"bit{i}", bits[i]);
        });
        using var inputs = new CircuitInputs { ["value"] = 0b1_0110_0101 };
        using var witness = system.Solve(inputs);

        Assert.That(witness.PublicSignals(system.R1cs), Is.EqualTo(new Fr[] { 0b1_0110_0101, 1, 0, 1, 0, 0, 1, 1, 0, 1 }));
    }

    [TestCase(0)]
    [TestCase(254)]
    public void Decompose_WhereBitsWouldNotBeUnique_IsRefused(int count)
    {
        Assert.That(() => Compile(count), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static ConstraintSystem Compile(int count) =>
        LambdaCircuit.Compile(builder => BitDecomposition.AssertRange(builder, builder.PrivateInput("value"), count, "range"));
}
