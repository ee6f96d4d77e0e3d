using System.Reflection;
using Shadowgraph.Proofs.Hosting;

namespace Shadowgraph.Proofs.Tests.Architecture;

/// <summary>What is made on first use fails once and not for ever.</summary>
[TestFixture]
public sealed class LazyTests
{
    [Test]
    public void Library_HoldsNoLazy_WhichKeepsItsException()
    {
        const BindingFlags all =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var lazies = typeof(ProofPipeline).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(all))
            .Where(field => field.FieldType.ToString().Contains("System.Lazy`", StringComparison.Ordinal))
            .Select(field => $"{field.DeclaringType}.{field.Name}");

        Assert.That(lazies, Is.Empty, "RetryableLazy keeps only what succeeded.");
    }
}
