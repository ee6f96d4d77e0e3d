using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

/// <summary>A circuit defined in place, for tests.</summary>
internal sealed class LambdaCircuit(Action<CircuitBuilder> define) : ICircuit
{
    public string Name => "test";

    public static ConstraintSystem Compile(Action<CircuitBuilder> define) => ConstraintSystem.Compile(new LambdaCircuit(define));

    public void Define(CircuitBuilder builder) => define(builder);
}
