using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

/// <summary>"I know a leaf of the tree with this root", with a toy hash x² + 3y: outputs, arrays, scopes and functions in one circuit.</summary>
internal sealed class MembershipCircuit(int depth) : ICircuit
{
    public string Name => "membership";

    public static Fr Hash(in Fr left, in Fr right) => left.Square() + (3 * right);

    public void Define(CircuitBuilder builder)
    {
        LinearCombination node = builder.PrivateInput("leaf");
        var siblings = builder.PrivateInputs("siblings", depth);
        var sides = builder.PrivateInputs("sides", depth);
        for (var i = 0; i < depth; i++)
        {
            using var scope = builder.Scope("level", i);
            builder.AssertBoolean(sides[i], "side");
            var move = builder.Multiply(sides[i], siblings[i] - node, "move");
            node = builder.Multiply(node + move, node + move, "square") + (3 * (siblings[i] - move));
        }

        builder.PublicOutput("root", node);
    }
}
