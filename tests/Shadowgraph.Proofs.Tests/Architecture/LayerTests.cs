using ArchUnitNET.Loader;
using ArchUnitNET.NUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Shadowgraph.Proofs.Tests.Architecture;

/// <summary>The arrows of the house point down only: each layer may use the ones listed beside it, and no others.</summary>
[TestFixture]
public sealed class LayerTests
{
    private const string Root = "Shadowgraph.Proofs";

    private static readonly string[] Layers = ["Bn254", "ConstraintSystems", "Groth16", "Circuits", "Reputation", "Registry", "Proving"];

    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader().LoadAssemblies(typeof(Proofs.Bn254.Fr).Assembly).Build();

    [TestCase("Bn254")]
    [TestCase("ConstraintSystems", "Bn254")]
    [TestCase("Groth16", "ConstraintSystems", "Bn254")]
    [TestCase("Circuits", "ConstraintSystems", "Bn254")]
    [TestCase("Reputation", "Circuits", "ConstraintSystems", "Bn254")]
    [TestCase("Registry", "Reputation", "Circuits", "ConstraintSystems", "Bn254")]
    [TestCase("Proving", "Registry", "Reputation", "Circuits", "Groth16", "ConstraintSystems", "Bn254")]
    public void Layer_UsesOnlyTheLayersBelowIt(string layer, params string[] below)
    {
        foreach (var forbidden in Layers.Except(below).Where(other => other != layer))
        {
            Types().That().ResideInNamespaceMatching(Pattern(layer))
                .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(Pattern(forbidden)))
                .WithoutRequiringPositiveResults()
                .Check(House);
        }
    }

    [Test]
    public void EveryType_LivesInAKnownLayer()
    {
        var strangers = House.Types
            .Where(type => type.Namespace.FullName.StartsWith(Root + ".", StringComparison.Ordinal))
            .Where(type => !Layers.Contains(type.Namespace.FullName[(Root.Length + 1)..].Split('.')[0]))
            .Select(type => type.FullName);

        Assert.That(strangers, Is.Empty);
    }

    private static string Pattern(string layer) => $@"^{Root.Replace(".", @"\.", StringComparison.Ordinal)}\.{layer}(\..*)?$";
}
