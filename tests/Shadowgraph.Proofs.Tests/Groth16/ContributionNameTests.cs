using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>Contributors choose their names, and others see them on terminals and in logs.</summary>
[TestFixture]
public sealed class ContributionNameTests
{
    [TestCase("alice")]
    [TestCase("Zoë Ōta 太田 🐼")]
    [TestCase("")]
    public void Name_ThatCanBeSeen_IsKept(string name) => Assert.That(NameOf(name), Is.EqualTo(name));

    [TestCase("a\u202eecila", "a\ufffdecila", TestName = "{m}(right-to-left override)")]
    [TestCase("a\u2066b\u2069", "a\ufffdb\ufffd", TestName = "{m}(isolates)")]
    [TestCase("a\u200eb\u061c", "a\ufffdb\ufffd", TestName = "{m}(marks)")]
    [TestCase("a\u2028b\u2029c", "a\ufffdb\ufffdc", TestName = "{m}(line and paragraph separators)")]
    [TestCase("a\nb\u0085c\u001b[2J", "a\ufffdb\ufffdc\ufffd[2J", TestName = "{m}(control characters)")]
    [TestCase("a\u200b\u00ad\ufeff\U000e0041", "a\ufffd\ufffd\ufffd\ufffd", TestName = "{m}(characters without a shape)")]
    [TestCase("a\ue000\u0378", "a\ufffd\ufffd", TestName = "{m}(private and unassigned characters)")]
    public void Name_WithWhatNobodySees_ShowsWhereItWas(string name, string shown)
    {
        Assert.That(NameOf(name), Is.EqualTo(shown));
        Assert.That(ProvingKey.Load(new MemoryStream(ManyContributions.Of(name))).Contributions[0].ToString(), Is.EqualTo(shown));
    }

    private static string? NameOf(string name) =>
        ProvingKey.Inspect(new MemoryStream(ManyContributions.Of(name))).Contributions.Single().Name;
}
