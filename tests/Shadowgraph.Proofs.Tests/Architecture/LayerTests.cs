using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.NUnit;
using Shadowgraph.Proofs.Circuits;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Shadowgraph.Proofs.Tests.Architecture;

/// <summary>
/// Dependencies between namespaces point down only. Mathematics is at the bottom; on it stands the model, the root namespace: the
/// vocabulary of requests, statements, proofs, registries and errors. The prover and the services use the model and not each other; Dispatch
/// composes the services, Configuration their options, Hosting all of it.
/// </summary>
[TestFixture]
[Parallelizable]
public sealed class LayerTests
{
    private const string Root = "Shadowgraph.Proofs";

    /// <summary>Used by every layer.</summary>
    private static readonly string[] Shared = ["Threading", "Memory", "Files", "Configuration", "Serialization"];

    /// <summary>Below the model.</summary>
    private static readonly string[] Mathematics = ["Bn254", "Hashing", "ConstraintSystems", "Groth16", "Circuits", "Reputation"];

    private static readonly string[] Services =
        ["Queue", "Errors", "Metrics", "Validation", "Caching", "Access", "Limits", "Prediction", "Audit", "Streaming"];

    private static readonly string[] Composition = ["Pipeline", "Dispatch", "Hosting"];

    private static readonly string[] AboveTheModel = ["Proving", .. Services, .. Composition];

    private static readonly ArchUnitNET.Domain.Architecture Library = new ArchLoader().LoadAssemblies(typeof(Proofs.Bn254.Fr).Assembly).Build();

    [Test]
    public void Namespaces_HaveNoCycle() =>
        SliceRuleDefinition.Slices().Matching(Root + ".(**)").Should().BeFreeOfCycles().Check(Library);

    /// <summary>The rule for cycles sees no namespace that is the prefix of all others, so what the root uses is listed.</summary>
    [TestCaseSource(nameof(AboveTheModel))]
    public void Model_UsesNothingAboveIt(string above) =>
        Types().That().ResideInNamespaceMatching(Pattern(""))
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(Pattern(above)))
            .Check(Library);

    [TestCase("Threading")]
    [TestCase("Memory", "Threading")]
    [TestCase("Serialization")]
    [TestCase("Files", "Threading", "Bn254")]
    [TestCase("Bn254", "Threading", "Memory", "Serialization")]
    [TestCase("Hashing", "Bn254", "Threading")]
    [TestCase("ConstraintSystems", "Bn254", "Files", "Threading", "Memory", "Serialization")]
    [TestCase("Groth16", "Hashing", "ConstraintSystems", "Bn254", "Files", "Threading", "Memory", "Serialization")]
    [TestCase("Circuits", "Hashing", "ConstraintSystems", "Bn254", "Memory")]
    [TestCase("Reputation", "Bn254")]
    public void Layer_UsesOnlyTheLayersBelowIt(string layer, params string[] below)
    {
        foreach (var forbidden in Shared.Concat(Mathematics).Append("").Concat(AboveTheModel).Except(below).Where(other => other != layer))
            AssertApart(layer, Types().That().ResideInNamespaceMatching(Pattern(forbidden)));
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

    [Test]
    public void Prover_KnowsNoService()
    {
        foreach (var forbidden in Services.Concat(Composition)) AssertApart("Proving", Types().That().ResideInNamespaceMatching(Pattern(forbidden)));
    }

    [TestCaseSource(nameof(Services))]
    public void Service_IsComposed_AndDoesNotCompose(string service)
    {
        foreach (var forbidden in Composition) AssertApart(service, Types().That().ResideInNamespaceMatching(Pattern(forbidden)));
    }

    [TestCaseSource(nameof(Services))]
    [TestCase("Dispatch")]
    public void Service_KnowsOfTheMathematics_OnlySizesAndExceptions(string layer)
    {
        foreach (var forbidden in Mathematics)
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
        var strangers = Library.Types
            .Where(type => type.Namespace.FullName.StartsWith(Root + ".", StringComparison.Ordinal))
            .Where(type => !Shared.Concat(Mathematics).Concat(AboveTheModel).Contains(type.Namespace.FullName[(Root.Length + 1)..].Split('.')[0]))
            .Select(type => type.FullName);

        Assert.That(strangers, Is.Empty);
    }

    /// <summary>All exceptions have one base, which hosts find in the root namespace, and which uses nothing itself.</summary>
    private static void AssertApart(string layer, GivenTypesConjunction forbidden) =>
        Types().That().ResideInNamespaceMatching(Pattern(layer))
            .Should().NotDependOnAny(forbidden.And().AreNot(typeof(ProofException)))
            .WithoutRequiringPositiveResults()
            .Check(Library);

    /// <param name="layer">A layer, or nothing for the root alone.</param>
    private static string Pattern(string layer)
    {
        var root = Root.Replace(".", @"\.", StringComparison.Ordinal);
        return layer.Length == 0 ? $"^{root}$" : $@"^{root}\.{layer.Replace(".", @"\.", StringComparison.Ordinal)}(\..*)?$";
    }
}
