using System.Reflection;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>The tests that docs/testing-your-host.md shows pass.</summary>
[TestFixture]
public sealed class TestingYourHostTests
{
    private static readonly Assembly Page = Load();

    private static IEnumerable<TestCaseData> Tests =>
        Page.GetExportedTypes().SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(TestAttribute))))
            .Select(method => new TestCaseData(method).SetArgDisplayNames(method.Name));

    [Test]
    public void Page_HasTestsOfEachKind() => Assert.That(Tests.Count(), Is.EqualTo(5));

    [TestCaseSource(nameof(Tests))]
    public async Task Test_Passes(MethodInfo method)
    {
        var test = Activator.CreateInstance(method.DeclaringType!)!;

        var result = method.Invoke(test, null);

        if (result is Task running) await running;
        Assert.That(TestContext.CurrentContext.AssertCount, Is.Positive, "The page's test asserts nothing.");
    }

    private static Assembly Load()
    {
        var page = DocumentCode.CompileTogether(DocumentCode.Blocks(Documents.Read("docs/testing-your-host.md")), "global using NUnit.Framework;");
        using var image = new MemoryStream();
        var emitted = page.Emit(image);
        return emitted.Success ? Assembly.Load(image.ToArray()) : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));
    }
}
