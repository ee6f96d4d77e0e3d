using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Binding;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Tests.Configuration;

/// <summary>Every option there is comes from a configuration as it is there, by whatever reads it.</summary>
[TestFixture]
public sealed class BindingTests
{
    private const string Section = "Proofs";

    private static readonly string[] Ways = ["reflection", "generated", "section"];

    [TestCaseSource(nameof(Ways))]
    public void Configuration_OfEveryOption_IsBound(string way)
    {
        var expected = new ProofPipelineOptions();
        foreach (var property in OptionProperty.Of(expected)) property.SetOther();

        var options = Bind(way, OptionProperty.Of(expected).SelectMany(property => property.Entries()));

        Assert.That(Contents(options), Is.EqualTo(Contents(expected)));
        Assert.That(Contents(options).Intersect(Contents(new ProofPipelineOptions())), Is.Empty, "Every value was another one.");
    }

    [TestCaseSource(nameof(Ways))]
    public void Configuration_OfNothing_ChangesNothing(string way) => Assert.That(
        Contents(Bind(way, [new("MaxConcurrency", "4")])), Is.EqualTo(Contents(new ProofPipelineOptions())));

    [TestCaseSource(nameof(Ways))]
    public void Configuration_InOtherLetters_IsTheSame(string way)
    {
        var options = Bind(way, [new("ACCESS:mode", "closed"), new("access:ALLOWED:0", "Ann"), new("keys:ceremonyKeyHashes:SMALL", new('0', 64))]);

        Assert.That(Contents(options), Does.Contain("Access.Mode Closed").And.Contain("Access.Allowed Ann"));
        Assert.That(options.Keys.CeremonyKeyHashes, Has.Count.EqualTo(1));
    }

    /// <summary>Lists of a later call or a later file are added to; what stands for one value is set.</summary>
    [TestCaseSource(nameof(Ways))]
    public void Configuration_OnTopOfCode_AddsToLists(string way)
    {
        var services = new ServiceCollection().AddProofPipeline(options => options.Access.Blocked.Add("eve"));
        var options = Bind(way, [new("Access:Blocked:0", "mallory")], services);

        Assert.That(options.Access.Blocked, Is.EquivalentTo(new[] { "eve", "mallory" }));
    }

    [Test]
    public void OptionsOfTheFileSink_AreBound([Values] bool generated)
    {
        var expected = new FileAuditSinkOptions();
        foreach (var property in OptionProperty.Of(expected)) property.SetOther();
        var section = SectionOf(OptionProperty.Of(expected).SelectMany(property => property.Entries()));

        var options = generated ? GeneratedBinding.FileAuditSink(section) : section.Get<FileAuditSinkOptions>()!;

        Assert.That(Contents(options), Is.EqualTo(Contents(expected)));
        Assert.That(Contents(options).Intersect(Contents(new FileAuditSinkOptions())), Is.Empty);
    }

    private static ProofPipelineOptions Bind(
        string way, IEnumerable<KeyValuePair<string, string?>> entries, IServiceCollection? services = null)
    {
        services ??= new ServiceCollection();
        var section = SectionOf(entries);
        if (way == "section") services.AddProofPipeline(section);
        else if (way == "generated") GeneratedBinding.Configure(services, section).AddProofPipeline();
        else services.Configure<ProofPipelineOptions>(section).AddProofPipeline();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ProofPipelineOptions>>().Value;
    }

    private static IConfigurationSection SectionOf(IEnumerable<KeyValuePair<string, string?>> entries) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create($"{Section}:{entry.Key}", entry.Value)))
            .Build()
            .GetSection(Section);

    private static string[] Contents(object options) =>
        [.. OptionProperty.Of(options).Select(property => $"{property.Path} {property.Content}")];
}
