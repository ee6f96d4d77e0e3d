using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Tests.Configuration;

/// <summary>What can't be read from a section fails the start, by name: nothing that was configured is forgotten.</summary>
[TestFixture]
public sealed class SectionTests
{
    [TestCase("Acess:Blocked:0", "mallory", "Proofs:Acess")]
    [TestCase("Access:Blokced:0", "mallory", "Proofs:Access:Blokced")]
    [TestCase("Cache:Distributed:Pause", "00:00:30", "Proofs:Cache:Distributed:Pause")]
    [TestCase("StopGrace", "00:00:30", "Proofs:StopGrace")]
    public void UnknownName_FailsTheStart_AndIsNamed(string key, string value, string name)
    {
        var failures = Failures((key, value));

        Assert.That(failures, Has.Length.EqualTo(1));
        Assert.That(
            failures[0],
            Is.EqualTo($"The configuration has unknown names: {name}. Correct or remove them; "
                + "ProofPipelineOptions.IgnoreUnknownConfiguration allows unknown names."));
    }

    [Test]
    public void UnknownName_WithTheOptionThatAllowsIt_IsIgnored([Values] bool inCode)
    {
        var section = inCode ? Section(("Acess", "x")) : Section(("Acess", "x"), ("IgnoreUnknownConfiguration", "true"));

        Assert.That(
            Failures(services => services.AddProofPipeline(section).AddProofPipeline(options => options.IgnoreUnknownConfiguration |= inCode)), Is.Empty);
    }

    [Test]
    public void UnknownNames_OfAWholeConfiguration_AreNotAllListed()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Enumerable.Range(100, 50).Select(i => KeyValuePair.Create($"VARIABLE_{i}", (string?)"secret value")))
            .Build();

        var failure = Failures(services => services.AddProofPipeline(configuration)).Single();

        Assert.That(failure, Does.Contain("VARIABLE_100, VARIABLE_101").And.Contain("VARIABLE_119 and 30 more").And.Not.Contain("secret"));
    }

    [Test]
    public void MissingSection_FailsTheStart()
    {
        var configuration = new ConfigurationBuilder().Build();

        Assert.That(
            Failures(services => services.AddProofPipeline(configuration.GetSection("Prooofs"))),
            Is.EqualTo(new[]
            {
                "The configuration's Prooofs is missing; is the section named otherwise? Without one, leave out the configuration.",
            }));
    }

    [TestCase("90")]
    [TestCase("5")]
    [TestCase("0.5")]
    [TestCase("90s")]
    [TestCase("")]
    [TestCase("1:2:3:4:5")]
    public void Duration_WithoutAColonOrOtherwiseWrong_ShowsTheForm(string value) => Assert.That(
        Failures(("TotalTimeout", value)),
        Is.EqualTo(new[]
        {
            $"The configuration's Proofs:TotalTimeout is \"{value}\"; it must be a duration, written [days.]hours:minutes:seconds, such as "
            + "00:01:30 for 90 seconds.",
        }));

    /// <summary>A binder makes days of a bare number; what is within the range then can't be told from days that were meant.</summary>
    [Test]
    public void Duration_OfABareNumber_ThatABinderTookForDays_ShowsTheForm() => Assert.That(
        Failures(services => services.Configure<ProofPipelineOptions>(Section(("TotalTimeout", "90"))).AddProofPipeline()),
        Is.EqualTo(new[]
        {
            "ProofPipelineOptions.TotalTimeout is 90.00:00:00; it must be longer than zero and at most 24.00:00:00. Durations are written "
            + "[days.]hours:minutes:seconds; a bare number is taken for days.",
        }));

    [TestCase("MaxConcurrency", "many", "is \"many\"; it must be a whole number up to 2147483647.")]
    [TestCase("MaxConcurrency", "3000000000", "is \"3000000000\"; it must be a whole number up to 2147483647.")]
    [TestCase("MaxConcurrency", "", "is \"\"; it must be a whole number up to 2147483647.")]
    [TestCase("MaxConcurrency:0", "2", "has entries below it; it must be a single value.")]
    [TestCase("Recovery:AllowCircuitFallback", "yes", "is \"yes\"; it must be true or false.")]
    [TestCase("Access:Mode", "Shut", "is \"Shut\"; it must be Open or Closed.")]
    [TestCase("Access:Mode", "0", "is \"0\"; it must be Open or Closed.")]
    [TestCase("Access:MissingUser", "AsUnlisted, Allowed", "is \"AsUnlisted, Allowed\"; it must be AsUnlisted, Allowed or Denied.")]
    [TestCase("Access:Blocked", "mallory", "is a single value; it must be a list of user ids.")]
    [TestCase("Access", "Closed", "is a single value; it must have the options of its group below it.")]
    [TestCase("Keys:CeremonyKeyHashes", "x", "is a single value; it must have entries for Small, Medium or Large.")]
    [TestCase("Audit:Key", "topsecret!", "is text of 10 characters (not shown); it must be bytes in Base64.")]
    [TestCase("Keys:Source", "\u001b[2J\u202eCeremony", "is \"?[2J?Ceremony\"; it must be None, Development or Ceremony.")]
    public void Entry_ThatCannotBeRead_FailsTheStart_AndIsNamed(string key, string value, string problem)
    {
        var name = key.EndsWith(":0", StringComparison.Ordinal) ? key[..^2] : key;

        Assert.That(Failures((key, value)), Is.EqualTo(new[] { $"The configuration's Proofs:{name} {problem}" }));
    }

    [Test]
    public void Entry_BelowAUserOrAHash_IsNoText()
    {
        Assert.That(
            Failures(("Access:Blocked:0:Name", "mallory"), ("Keys:CeremonyKeyHashes:Small:Sha256", "x")),
            Is.EqualTo(new[]
            {
                "The configuration's Proofs:Access:Blocked:0 is no text; it must be a user id.",
                "The configuration's Proofs:Keys:CeremonyKeyHashes:Small is no text; it must be 64 hexadecimal digits.",
            }));
    }

    [Test]
    public void Hash_OfAnUnknownSize_FailsTheStart_EvenWhereUnknownNamesAreIgnored() => Assert.That(
        Failures(("Keys:CeremonyKeyHashes:Smal", new string('0', 64)), ("IgnoreUnknownConfiguration", "true")),
        Is.EqualTo(new[] { "The configuration's Proofs:Keys:CeremonyKeyHashes:Smal is not known; the name must be Small, Medium or Large." }));

    [Test]
    public void UserId_ThatIsNone_FailsTheStart() => Assert.That(
        Failures(("Access:Blocked:0", "mallory ")),
        Is.EqualTo(new[]
        {
            "ProofPipelineOptions.Access.Blocked holds text that is no user id: Character 7 of the user id (U+0020) is not allowed: a user id "
            + "holds only visible characters, with single spaces between them.",
        }));

    [Test]
    public void AllowList_InAnOpenSystem_FailsTheStart() => Assert.That(
        Failures(("Access:Allowed:0", "ann")),
        Is.EqualTo(new[]
        {
            "ProofPipelineOptions.Access.Allowed has users, and ProofPipelineOptions.Access.Mode is Open, which accepts everyone; set the mode "
            + "to Closed, or leave the list empty.",
        }));

    [Test]
    public void Json_WithEmptyListsAndGroupsAndNulls_IsRead()
    {
        using var stream = new MemoryStream("""
            { "Proofs": { "Access": { "Mode": "Closed", "Allowed": [], "Blocked": null }, "Queue": {}, "Keys": { "Directory": null } } }
            """u8.ToArray());
        var section = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Proofs");
        using var provider = new ServiceCollection().AddProofPipeline(section).BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<ProofPipelineOptions>>().Value;

        Assert.That((options.Access.Mode, options.Access.Allowed.Count), Is.EqualTo((AccessMode.Closed, 0)));
    }

    [Test]
    public void FaultsOfConfigurationAndCode_AreListedTogether_Once()
    {
        var section = Section(("Acess", "x"), ("TotalTimeout", "90"));

        var failures = Failures(
            services => services.AddProofPipeline(section).AddProofPipeline(section).AddProofPipeline(options => options.MaxAbandoned = 0));

        Assert.That(failures, Has.Length.EqualTo(3));
        Assert.That(failures[2], Is.EqualTo("ProofPipelineOptions.MaxAbandoned is 0; it must be at least 1."));
    }

    [Test]
    public void Calls_OfBothKinds_AreSetInTheirOrder()
    {
        using var provider = new ServiceCollection()
            .AddProofPipeline(options => (options.MaxAbandoned, options.FinishedCapacity) = (7, 7))
            .AddProofPipeline(Section(("MaxAbandoned", "8"), ("FinishedCapacity", "8")))
            .AddProofPipeline(options => options.FinishedCapacity = 9)
            .BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<ProofPipelineOptions>>().Value;

        Assert.That((options.MaxAbandoned, options.FinishedCapacity), Is.EqualTo((8, 9)));
    }

    [Test]
    public void Host_WithAMisspeltSection_DoesNotStart()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddProofPipeline(builder.Configuration.GetSection("Proofs"));
        using var host = builder.Build();

        Assert.That(() => host.StartAsync(), Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Proofs is missing"));
    }

    [Test]
    public void NullArguments_Throw()
    {
        var services = new ServiceCollection();

        Assert.That(() => services.AddProofPipeline((IConfiguration)null!), Throws.ArgumentNullException);
        Assert.That(() => ((IServiceCollection)null!).AddProofPipeline(Section(("MaxThreads", "1"))), Throws.ArgumentNullException);
    }

    private static string[] Failures(params (string Key, string Value)[] entries) =>
        Failures(services => services.AddProofPipeline(Section(entries)));

    private static string[] Failures(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        using var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<ProofPipelineOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] entries) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create($"Proofs:{entry.Key}", (string?)entry.Value)))
            .Build()
            .GetSection("Proofs");
}
