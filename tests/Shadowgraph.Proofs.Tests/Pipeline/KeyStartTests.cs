using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Groth16;
using Shadowgraph.Proofs.Tests.Proving;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>
/// What a host's start finds out about keys. The ceremony's key is a development key that is allowed, as a test can hold no ceremony.
/// </summary>
[TestFixture]
public sealed class KeyStartTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("key-start-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Start_DirectoryOfKeysThatIsNotThere_FailsAndNamesIt([Values] bool loads)
    {
        var missing = Path.Combine(_folder, "nowhere");
        using var host = Host(options => options.UseCeremonyKeys(missing).Keys.LoadAtStart = loads);

        Assert.That(() => host.StartAsync(), Throws.TypeOf<ProvingKeysNotConfiguredException>().With.Message.Contains(missing));
    }

    [Test]
    public void Start_DirectoryWithoutKeys_FailsAndNamesWhatItLooksFor([Values] bool loads)
    {
        using var host = Host(options => options.UseCeremonyKeys(_folder).Keys.LoadAtStart = loads);

        Assert.That(() => host.StartAsync(), Throws.TypeOf<ProvingKeysNotConfiguredException>().With.Message.Contains("small.zkey"));
    }

    [Test]
    public async Task Start_MalformedKey_Fails([Values] bool loads)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "medium.zkey"), "zkey"u8.ToArray());
        using var host = Host(options => options.UseCeremonyKeys(_folder).Keys.LoadAtStart = loads);

        Assert.That(() => host.StartAsync(), Throws.TypeOf<ProofFileException>().With.Message.Contains("medium.zkey"));
    }

    [Test]
    public async Task Start_KeyOfAnotherCircuit_FailsAndIsRecorded()
    {
        Groth16Setup.CreateDevelopmentKey(ConstraintSystem.Compile(TestCircuit.All[0]).R1cs).Save(Path.Combine(_folder, "small.zkey"));
        using var host = Host(Ceremony);

        Assert.That(
            () => host.StartAsync(), Throws.TypeOf<ProvingKeyException>().With.Property("Reason").EqualTo(ProvingKeyRejection.WrongCircuit));
        var entry = host.Services.GetRequiredService<IAuditTrail>().Recent().Single(each => each.Action == AuditAction.KeyRefused);
        Assert.That(entry.Error, Is.EqualTo(ProofErrorType.ProvingKeyRejected));
        await host.StopAsync();
    }

    [Test]
    public async Task Start_DevelopmentKeyAmongCeremonyKeys_FailsUnlessAllowed()
    {
        await SaveSmallKeyAsync();
        using var host = Host(options => options.UseCeremonyKeys(_folder));

        Assert.That(
            () => host.StartAsync(), Throws.TypeOf<ProvingKeyException>().With.Property("Reason").EqualTo(ProvingKeyRejection.DevelopmentKey));
    }

    [Test]
    public async Task Start_CheckSwitchedOff_LooksAtNoKey()
    {
        using var host = Host(options => options.UseCeremonyKeys(Path.Combine(_folder, "nowhere")).Keys.CheckAtStart = false);

        await host.StartAsync();

        Assert.That(host.Services.GetRequiredService<IProofPipeline>(), Is.Not.Null);
        await host.StopAsync();
    }

    [Test]
    public async Task Start_GoodKeys_AreCheckedAndNotKept()
    {
        await SaveSmallKeyAsync();
        using var host = Host(Ceremony);

        await host.StartAsync();

        Assert.That(await KeyHashAsync(host), Is.Null, "no key is loaded");
        Assert.That(host.Services.GetRequiredService<IAuditTrail>().Recent().Select(entry => entry.Action), Has.None.EqualTo(AuditAction.KeyRefused));
        await host.StopAsync();
    }

    [Test]
    public async Task Start_LoadingKeys_HasThemReadyForTheFirstUser()
    {
        await SaveSmallKeyAsync();
        using var host = Host(options =>
        {
            Ceremony(options);
            options.Keys.LoadAtStart = true;
        });

        await host.StartAsync();

        Assert.That(await KeyHashAsync(host), Is.EqualTo((await ProvingWorld.KeyStore.GetAsync(CircuitSize.Small)).VerifyingKey.Hash));
        Assert.That(
            host.Services.GetRequiredService<IAuditTrail>().Recent().Count(entry => entry.Action == AuditAction.KeyLoaded), Is.EqualTo(1));
        Assert.That(host.Services.GetRequiredService<IProofPipeline>().Statistics.Completed, Is.Zero, "the proof for nobody counts nowhere");
        await host.StopAsync();
    }

    /// <summary>The warm-up is a proof: with a key that makes wrong ones it fails.</summary>
    [Test]
    public async Task Start_LoadingKeysOfAStoreThatMakeNoProof_Fails()
    {
        var contents = SnarkjsMade.ContentsOf(await ProvingWorld.KeyStore.GetAsync(CircuitSize.Small));
        var wrong = new ProvingKey(contents with
        {
            H = SnarkjsMade.Changed(contents.H, contents.DomainSize, points => points[5] = -points[5]),
        });
        using var host = Host(options => options.Keys.LoadAtStart = true, services => services.AddSingleton(StoreWith(wrong)));

        Assert.That(() => host.StartAsync(), Throws.TypeOf<WitnessRejectedException>());
    }

    [Test]
    public async Task Start_LoadingKeys_StopsWhenCancelled()
    {
        var key = new TaskCompletionSource<ProvingKey>();
        var store = Substitute.For<IProvingKeyStore>();
        store.GetAsync(default).ReturnsForAnyArgs(call => key.Task.WaitAsync(call.Arg<CancellationToken>()));
        using var cancellation = new CancellationTokenSource();
        using var host = Host(options => options.Keys.LoadAtStart = true, services => services.AddSingleton(store));

        var start = host.StartAsync(cancellation.Token);
        await cancellation.CancelAsync();

        Assert.That(() => start, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Start_OwnProverAndValidator_NeedsNoKeys([Values] bool loads)
    {
        using var host = Host(
            options => options.Keys.LoadAtStart = loads,
            services => services.AddSingleton<IProver>(new ScriptedProver()).AddSingleton<IProofValidator>(new AcceptingValidator()));

        await host.StartAsync();

        Assert.That(host.Services.GetRequiredService<IProofPipeline>().Statistics.Running, Is.Zero);
        await host.StopAsync();
    }

    private static async Task<string?> KeyHashAsync(IHost host) =>
        await host.Services.GetRequiredService<IProver>().FindKeyHashAsync(CircuitSize.Small, loads: false);

    private static IProvingKeyStore StoreWith(ProvingKey small)
    {
        var store = Substitute.For<IProvingKeyStore>();
        store.GetAsync(default).ReturnsForAnyArgs(call => call.Arg<CircuitSize>() == CircuitSize.Small
            ? Task.FromResult(small)
            : Task.FromException<ProvingKey>(new ProvingKeyNotFoundException(call.Arg<CircuitSize>(), "nowhere")));
        return store;
    }

    private static IHost Host(Action<ProofPipelineOptions> configure, Action<IServiceCollection>? more = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddProofPipeline(configure);
        more?.Invoke(builder.Services);
        return builder.Build();
    }

    private void Ceremony(ProofPipelineOptions options)
    {
        options.UseCeremonyKeys(_folder);
        options.Keys.AllowDevelopmentKeys = true;
        options.Keys.Prepared = PreparedKeyUse.Off; // the folder is deleted at the end
    }

    private async Task SaveSmallKeyAsync() =>
        (await ProvingWorld.KeyStore.GetAsync(CircuitSize.Small)).Save(Path.Combine(_folder, "small.zkey"));
}
