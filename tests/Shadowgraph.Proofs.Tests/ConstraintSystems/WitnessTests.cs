using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

[TestFixture]
public sealed class WitnessTests
{
    [Test]
    public void Dispose_ClearsTheMemoryAndRefusesReaders()
    {
        using var inputs = new CircuitInputs { ["x"] = 12345 };
        var witness = LambdaCircuit.Compile(builder => builder.Multiply(builder.PublicInput("x"), 1)).Solve(inputs);
        var memory = witness.Memory;
        Assert.That(memory.Span[1], Is.EqualTo((Fr)12345));

        witness.Dispose();
        witness.Dispose();

        Assert.That(memory.Span.IndexOfAnyExcept(Fr.Zero), Is.EqualTo(-1));
        Assert.That(() => witness.Memory, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => witness.Write(Stream.Null), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void ToString_NeverTellsValues()
    {
        using var inputs = new CircuitInputs { ["x"] = 12345 };
        using var witness = LambdaCircuit.Compile(builder => builder.Multiply(builder.PublicInput("x"), 1)).Solve(inputs);

        Assert.That(witness.ToString(), Does.Not.Contain("12345"));
        Assert.That(((InputValue)12345).ToString(), Does.Not.Contain("12345"));
    }
}
