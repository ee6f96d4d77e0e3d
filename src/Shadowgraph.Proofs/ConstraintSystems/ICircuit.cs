namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>A statement to be proved, as constraints: implement it, compile it with <see cref="ConstraintSystem.Compile"/>.</summary>
/// <example>
/// "I know two factors of n below 2^64, neither equal to 1": a circuit with one public and two private inputs.
/// <code>
/// public sealed class FactorisationCircuit : ICircuit
/// {
///     public string Name => "factorisation";
///
///     public void Define(CircuitBuilder builder)
///     {
///         var n = builder.PublicInput("n");
///         var p = builder.PrivateInput("p");
///         var q = builder.PrivateInput("q");
///
///         // p * q = n, and both are below 2^64, so that the product doesn't wrap around the field's modulus.
///         builder.AssertProduct(p, q, n, "product");
///         foreach (var (factor, name) in new[] { (p, "p"), (q, "q") })
///         {
///             using var scope = builder.Scope(name);
///             AssertBits(builder, factor, 64);
///
///             // Not 1: p - 1 has an inverse.
///             var inverse = builder.Compute(factor - 1, value => value.Inverse(), "inverse");
///             builder.AssertProduct(factor - 1, inverse, 1, "is not 1");
///         }
///     }
///
///     private static void AssertBits(CircuitBuilder builder, LinearCombination value, int count)
///     {
///         var bits = builder.Compute(count, [value], static (inputs, bits) =>
///         {
///             var number = inputs[0].ToBigInteger();
///             for (var i = 0; i &lt; bits.Length; i++) bits[i] = (number >> i).IsEven ? 0 : 1;
///         }, "bits");
///         var sum = new LinearCombination[count];
///         for (var i = 0; i &lt; count; i++)
///         {
///             builder.AssertBoolean(bits[i], "bit");
///             sum[i] = bits[i] * new Fr(1UL &lt;&lt; i);
///         }
///
///         builder.AssertEqual(LinearCombination.Sum(sum), value, "sum of bits");
///     }
/// }
///
/// var system = ConstraintSystem.Compile(new FactorisationCircuit());
/// using var inputs = new CircuitInputs { ["n"] = 21, ["p"] = 3, ["q"] = 7 };
/// using var witness = system.Solve(inputs);
/// </code>
/// </example>
public interface ICircuit
{
    /// <summary>A short name for messages and files.</summary>
    string Name { get; }

    /// <summary>States inputs and constraints. Deterministic: compiling twice must give the same constraint system.</summary>
    void Define(CircuitBuilder builder);
}
