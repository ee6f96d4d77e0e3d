using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.NUnit;
using Shadowgraph.Proofs.Circuits;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Shadowgraph.Proofs.Tests.Architecture;

/// <summary>
/// The arrows of the house point down only. Below, each layer may use the ones listed beside it, and no others. Above, the services know
/// of circuits only their sizes and their exceptions; what composes them, they don't know. <see cref="IProver"/> is the door between.
/// </summary>
[TestFixture]
public sealed class LayerTests
{
    private const string Root = "Shadowgraph.Proofs";

    private static readonly string[] Shared = ["Threading", "Memory", "Configuration"];

    private static readonly string[] Below = ["Bn254", "ConstraintSystems", "Groth16", "Circuits", "Reputation", "Registry", "Proving"];

    private static readonly string[] Services =
        ["Queue", "Errors", "Metrics", "Validation", "Caching", "Access", "Limits", "Prediction", "Audit"];

    private static readonly string[] Above = [.. Services, "Dispatch"];

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
        foreach (var forbidden in Below.Except(below).Concat(Above).Where(other => other != layer))
            AssertApart(layer, Types().That().ResideInNamespaceMatching(Pattern(forbidden)));
    }

    /// <summary>
    /// Threads, scratch memory and tables of options serve every layer and know none; scratch memory is counted for the work of its thread.
    /// </summary>
    [TestCase("Threading")]
    [TestCase("Memory", "Threading")]
    [TestCase("Configuration")]
    public void SharedFolder_KnowsNoLayer(string folder, params string[] below)
    {
        foreach (var forbidden in Below.Concat(Above).Concat(Shared).Append("").Except(below).Where(other => other != folder))
            AssertApart(folder, Types().That().ResideInNamespaceMatching(Pattern(forbidden)));
    }

    /// <summary>Fields at the bottom, lanes on them alone, then the tower, the curves, and beside each other transforms, sums and pairings.</summary>
    [TestCase("Fields")]
    [TestCase("Simd", "Fields")]
    [TestCase("Curves", "Fields", "Simd")]
    [TestCase("MultiScalar", "Fields", "Simd", "Curves")]
    [TestCase("Ntt", "Fields", "Simd", "MultiScalar", "Curves")]
    [TestCase("Pairings", "Fields", "Simd", "Curves")]
    public void FolderOfBn254_UsesOnlyTheFoldersBelowIt(string folder, params string[] below)
    {
        string[] folders = ["Fields", "Simd", "Curves", "MultiScalar", "Ntt", "Pairings"];
        foreach (var forbidden in folders.Except(below).Where(other => other != folder))
            AssertApart($"Bn254.{folder}", Types().That().ResideInNamespaceMatching(Pattern($"Bn254.{forbidden}")));
    }

    [TestCaseSource(nameof(Below))]
    public void LayerBelow_OfThePipeline_KnowsOnlyTheProver(string layer) =>
        AssertApart(layer, Types().That().ResideInNamespaceMatching(Pattern("")).And().AreNot(typeof(IProver)));

    [TestCaseSource(nameof(Services))]
    public void Service_IsComposed_AndDoesNotCompose(string service) =>
        AssertApart(
            service,
            Types().That().ResideInNamespaceMatching(Pattern("Dispatch")).Or().Are(typeof(IProofPipeline), typeof(ProofPipelineOptions)));

    [TestCaseSource(nameof(Above))]
    public void LayerAbove_KnowsOfTheMathematics_OnlySizesAndExceptions(string layer)
    {
        foreach (var forbidden in new[] { "Bn254", "ConstraintSystems", "Groth16", "Circuits" })
        {
            AssertApart(
                layer,
                Types().That().ResideInNamespaceMatching(Pattern(forbidden))
                    .And().AreNot(typeof(CircuitSize))
                    .And().AreNotAssignableTo(typeof(Exception))
                    // What an exception of the platform derives from is not seen here.
                    .And().AreNotAssignableTo(typeof(ArgumentException)));
        }
    }

    [Test]
    public void EveryType_LivesInAKnownLayer()
    {
        var strangers = House.Types
            .Where(type => type.Namespace.FullName.StartsWith(Root + ".", StringComparison.Ordinal))
            .Where(type => !Below.Concat(Above).Concat(Shared).Contains(type.Namespace.FullName[(Root.Length + 1)..].Split('.')[0]))
            .Select(type => type.FullName);

        Assert.That(strangers, Is.Empty);
    }

    private static void AssertApart(string layer, IObjectProvider<IType> forbidden) =>
        Types().That().ResideInNamespaceMatching(Pattern(layer))
            .Should().NotDependOnAny(forbidden)
            .WithoutRequiringPositiveResults()
            .Check(House);

    /// <param name="layer">A layer, or nothing for the root alone.</param>
    private static string Pattern(string layer)
    {
        var root = Root.Replace(".", @"\.", StringComparison.Ordinal);
        return layer.Length == 0 ? $"^{root}$" : $@"^{root}\.{layer.Replace(".", @"\.", StringComparison.Ordinal)}(\..*)?$";
    }
}
