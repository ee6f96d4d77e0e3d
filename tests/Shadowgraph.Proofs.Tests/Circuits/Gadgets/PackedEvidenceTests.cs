using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Circuits.Gadgets;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Tests.ConstraintSystems;
using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Circuits.Gadgets;

[TestFixture]
public sealed class PackedEvidenceTests
{
    private static readonly ConstraintSystem System = LambdaCircuit.Compile(builder =>
    {
        var inputs = new[] { "r", "s", "a", "w", "expiry" }.Select(name => builder.PublicInputs(name, 3)).ToArray();
        PackedEvidence At(int i) => new(inputs[0][i], inputs[1][i], inputs[2][i], inputs[3][i], inputs[4][i]);
        var (first, second) = PackedEvidence.Elements(At(0), At(1), At(2));
        builder.PublicOutput("first", first);
        builder.PublicOutput("second", second);
        builder.PublicOutput("packed", At(0).Packed);
    });

    [Test]
    public void Elements_OfAnyThree_AreThoseTheRegistryHashes() => AttestationSamples.AnyEvidence.Array[3].Sample(
        evidence =>
        {
            SlotNumbers[] numbers = [.. evidence.Select(each => LinkCutter.NumbersOf(each))];
            using var inputs = new CircuitInputs
            {
                ["r"] = numbers.Select(each => each.R).ToArray(),
                ["s"] = numbers.Select(each => each.S).ToArray(),
                ["a"] = numbers.Select(each => each.A).ToArray(),
                ["w"] = numbers.Select(each => each.W).ToArray(),
                ["expiry"] = numbers.Select(each => each.Expiry).ToArray(),
            };
            using var witness = System.Solve(inputs);
            Fr[] expected =
                [evidence[0].PackedWith(evidence[2].Opinions), evidence[1].PackedWith(evidence[2].Terms), evidence[0].PackedWith(0)];
            return witness.PublicSignals(System.R1cs).Take(3).SequenceEqual(expected);
        },
        iter: 200);
}
