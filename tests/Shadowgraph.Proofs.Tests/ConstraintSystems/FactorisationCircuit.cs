using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

/// <summary>The example of <see cref="ICircuit"/>'s documentation, to the letter.</summary>
public sealed class FactorisationCircuit : ICircuit
{
    public string Name => "factorisation";

    public void Define(CircuitBuilder builder)
    {
        var n = builder.PublicInput("n");
        var p = builder.PrivateInput("p");
        var q = builder.PrivateInput("q");

        // p * q = n, and both are below 2^64, so that the product doesn't wrap around the field's modulus.
        builder.AssertProduct(p, q, n, "product");
        foreach (var (factor, name) in new[] { (p, "p"), (q, "q") })
        {
            using var scope = builder.Scope(name);
            AssertBits(builder, factor, 64);

            // Not 1: p - 1 has an inverse.
            var inverse = builder.Compute(factor - 1, value => value.Inverse(), "inverse");
            builder.AssertProduct(factor - 1, inverse, 1, "is not 1");
        }
    }

    private static void AssertBits(CircuitBuilder builder, LinearCombination value, int count)
    {
        var bits = builder.Compute(count, [value], static (inputs, bits) =>
        {
            var number = inputs[0].ToBigInteger();
            for (var i = 0; i < bits.Length; i++) bits[i] = (number >> i).IsEven ? 0 : 1;
        }, "bits");
        var sum = new LinearCombination[count];
        for (var i = 0; i < count; i++)
        {
            builder.AssertBoolean(bits[i], "bit");
            sum[i] = bits[i] * new Fr(1UL << i);
        }

        builder.AssertEqual(LinearCombination.Sum(sum), value, "sum of bits");
    }
}
