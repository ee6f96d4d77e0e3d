using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits.Gadgets;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Circuits.Model;
using Shadowgraph.Proofs.Tests.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.Circuits.Gadgets;

[TestFixture]
public sealed class LeanImtPathGadgetTests
{
    private const int Levels = 3;

    private static readonly ConstraintSystem System = LambdaCircuit.Compile(builder =>
    {
        LinearCombination node = builder.PublicInput("node");
        var included = builder.PrivateInputs("included", Levels);
        var side = builder.PrivateInputs("side", Levels);
        var sibling = builder.PrivateInputs("sibling", Levels);
        var path = new LeanImtPathGadget.Level[Levels];
        for (var i = 0; i < Levels; i++) path[i] = new(included[i], side[i], sibling[i]);
        builder.PublicOutput("root", LeanImtPathGadget.Root(builder, new PoseidonGadget(builder), 1, node, path));
    });

    [Test]
    public void Root_EveryDepthAndSide_IsThePlainTrees([Range(0, Levels)] int depth, [Range(0, 7)] int sides)
    {
        Fr[] included = [.. Enumerable.Range(0, Levels).Select(i => (Fr)(i < depth ? 1 : 0))];
        Fr[] side = [.. Enumerable.Range(0, Levels).Select(i => i < depth ? (Fr)((sides >> i) & 1) : Fr.Zero)];
        Fr[] sibling = [.. Enumerable.Range(0, Levels).Select(i => i < depth && i != 1 ? (Fr)(100 + i) : Fr.Zero)];
        Fr root = 42;
        for (var i = 0; i < depth; i++) root = side[i].IsOne ? Poseidon.Hash(sibling[i], root) : Poseidon.Hash(root, sibling[i]);

        using var inputs = new CircuitInputs { ["node"] = 42, ["included"] = included, ["side"] = side, ["sibling"] = sibling };
        using var witness = System.Solve(inputs);

        Assert.That(witness.PublicSignals(System.R1cs)[0], Is.EqualTo(root));
        Assert.That(new ConstraintAudit(System.R1cs).FreeWires(witness.Values), Is.Empty);
        Assert.That(Determination.Undetermined(System.R1cs, witness.Values), Is.Empty);
    }

    [Test]
    public void Root_Cost_Is246ALevel()
    {
        Assert.That(System.R1cs.ConstraintCount - 1, Is.EqualTo(Levels * 246));
    }
}
