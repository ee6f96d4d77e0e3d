using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>A small circuit with inputs that satisfy it, for setup and prover tests.</summary>
internal sealed class TestCircuit(string name, Action<CircuitBuilder> define, Func<CircuitInputs> inputs) : ICircuit
{
    public string Name => name;

    public CircuitInputs Inputs => inputs();

    /// <summary>
    /// Every edge the files, the setup and the prover must survive, by name; but unused signals, which the builder refuses, are left to the
    /// circuits that circom compiled.
    /// </summary>
    public static IReadOnlyList<TestCircuit> All { get; } =
    [
        new("product", builder =>
        {
            var product = builder.PublicInput("product");
            var (x, y) = (builder.PrivateInput("x"), builder.PrivateInput("y"));
            builder.AssertProduct(x, y, product, "product");
        }, () => new CircuitInputs { ["product"] = 33, ["x"] = 3, ["y"] = 11 }),

        new("no private wires", builder =>
        {
            var inputs = builder.PublicInputs("x", 3);
            builder.AssertProduct(inputs[0], inputs[1], inputs[2], "product");
        }, () => new CircuitInputs { ["x"] = new Fr[] { 3, 11, 33 } }),

        new("no public signals", builder =>
        {
            var x = builder.PrivateInput("x");
            builder.AssertProduct(x, x, 49, "square");
        }, () => new CircuitInputs { ["x"] = 7 }),

        new("constants", builder =>
        {
            var x = builder.PublicInput("x");
            builder.AssertProduct(3, x + 4, (3 * x) + 12, "scaled");
            builder.AssertProduct(5, 7, 35, "constant");
        }, () => new CircuitInputs { ["x"] = 9 }),

        new("zero witness", builder =>
        {
            var x = builder.PublicInput("x");
            var y = builder.PrivateInput("y");
            builder.AssertProduct(x, y, x + y, "zeros");
        }, () => new CircuitInputs { ["x"] = 0, ["y"] = 0 }),

        new("bits all one", builder =>
        {
            var sum = builder.PublicInput("sum");
            LinearCombination total = 0;
            foreach (var bit in builder.PrivateInputs("bits", 40))
            {
                builder.AssertBoolean(bit, "bit");
                total += bit;
            }

            builder.AssertEqual(total, sum, "sum");
        }, () => new CircuitInputs { ["sum"] = 40, ["bits"] = Enumerable.Repeat(Fr.One, 40).ToArray() }),

        // 14 constraints, one public signal and the constant wire are the 16 places of the domain; one more doubles it.
        Powers("domain filled", 14),
        Powers("domain just overflowing", 15),
    ];

    /// <summary>x, x², x³ …: one constraint each, the last one public.</summary>
    public static TestCircuit Powers(string name, int constraints) => new(name, builder =>
    {
        var result = builder.PublicInput("result");
        var x = builder.PrivateInput("x");
        LinearCombination power = x;
        for (var i = 1; i < constraints; i++)
            power = builder.Multiply(power, x);
        builder.AssertProduct(power, x, result, "last");
    }, () => new CircuitInputs { ["result"] = new Fr(3).Pow((ulong)constraints + 1), ["x"] = 3 });

    /// <summary>Nothing but public signals, each squared.</summary>
    public static TestCircuit PublicProducts(int count) => new("public products", builder =>
    {
        foreach (var input in builder.PublicInputs("p", count)) builder.Multiply(input, input);
    }, () => new CircuitInputs { ["p"] = RandomValues(count) });

    /// <summary>Products of random sums of random wires, full-size values: what hash circuits look like.</summary>
    public static TestCircuit Random(int seed, int constraints)
    {
        var random = new Random(seed);
        var publicCount = random.Next(1, 5);
        var privateCount = random.Next(1, 6);
        return new($"random {seed}", builder =>
        {
            var choice = new Random(seed);
            var wires = new List<CircuitVariable>([.. builder.PublicInputs("p", publicCount), .. builder.PrivateInputs("w", privateCount)]);
            for (var i = 0; i < constraints; i++)
                wires.Add(builder.Multiply(RandomSum(choice, wires), RandomSum(choice, wires)));
        }, () => new CircuitInputs { ["p"] = RandomValues(publicCount), ["w"] = RandomValues(privateCount) });
    }

    public void Define(CircuitBuilder builder) => define(builder);

    public override string ToString() => Name;

    private static LinearCombination RandomSum(Random random, List<CircuitVariable> wires)
    {
        LinearCombination sum = random.Next(5);
        for (var terms = random.Next(0, 5); terms > 0; terms--)
            sum += wires[random.Next(wires.Count)] * new Fr((ulong)random.Next(1, 4));
        return sum;
    }

    private static Fr[] RandomValues(int count) => [.. Enumerable.Range(0, count).Select(_ => Fr.Random())];
}
