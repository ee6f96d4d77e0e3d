using System.Diagnostics;
using System.Globalization;
using ProofCluster.Commands;
using ProofCluster.Contract;
using ProofCluster.Proving;
using ProofCluster.Sealing;

namespace Shadowgraph.Proofs.Tests.Cluster.Processes;

/// <summary>A Redis and silos as processes, on ports of their own, with fronts in the test's process or outside of it.</summary>
internal sealed class ClusterWorld : IAsyncDisposable
{
    /// <summary>Made for each run: nothing depends on it.</summary>
    private static readonly byte[] OwnerKeyBytes = System.Security.Cryptography.RandomNumberGenerator.GetBytes(OwnerKey.LeastBytes);

    private readonly int _ports = Ports.TakeBlock();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("proof-cluster-");
    private readonly List<FrontProcess> _fronts = [];
    private readonly List<string> _output = [];
    private readonly string[] _settings;
    private readonly string _prover;

    private ClusterWorld(string prover, string[] settings)
    {
        (_prover, _settings) = (prover, settings);
        Redis = new RedisProcess(_ports);
    }

    /// <summary>Made by the first test that needs one, and kept beside the tests.</summary>
    public static string DevelopmentKeys { get; } = Path.Combine(AppContext.BaseDirectory, "dev-keys");

    public static ProofUserId Alice { get; } = new("alice");

    public RedisProcess Redis { get; }

    public ChildProgram?[] Silos { get; } = new ChildProgram?[2];

    public Demonstration Demonstration { get; } = new();

    public OwnerKey Owner { get; } = new(OwnerKeyBytes);

    public string Folder => _folder.FullName;

    /// <summary>Starts Redis and two silos.</summary>
    /// <param name="prover">The silos' prover.</param>
    /// <param name="settings">Options besides, for all, as --name=value.</param>
    public static async Task<ClusterWorld> StartAsync(string prover, params string[] settings)
    {
        if (!RedisProcess.IsInstalled) Assert.Ignore("redis-server is not installed. Install Debian's package redis-server.");
        var world = new ClusterWorld(prover, settings);
        try
        {
            await world.Redis.StartAsync();
            await world.StartSilosAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts those silos that do not run.</summary>
    public async Task StartSilosAsync()
    {
        for (var i = 0; i < Silos.Length; i++)
            if (Silos[i] is null or { HasExited: true }) BeginSilo(i);
        foreach (var silo in Silos) await silo!.LineAsync("READY");
    }

    /// <summary>Starts a silo, and does not wait for it.</summary>
    public ChildProgram BeginSilo(int index)
    {
        Forget(index);
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                Checkout.Sample("ProofCluster"), "silo", $"--prover={_prover}", string.Create(CultureInfo.InvariantCulture, $"--name=silo-{index}"),
                string.Create(CultureInfo.InvariantCulture, $"--ProofCluster:SiloPort={_ports + 1 + (2 * index)}"),
                string.Create(CultureInfo.InvariantCulture, $"--ProofCluster:GatewayPort={_ports + 2 + (2 * index)}"),
                .. Shared,
            ]);
        return Silos[index] = new ChildProgram(start);
    }

    /// <summary>The silo that has a request.</summary>
    public ChildProgram SiloNamed(string name) => Silos[int.Parse(name["silo-".Length..], CultureInfo.InvariantCulture)]!;

    /// <summary>A front in this process, until the world ends.</summary>
    public async Task<FrontProcess> FrontAsync(params string[] settings)
    {
        var front = await FrontProcess.StartAsync([.. FrontWords, .. settings]);
        lock (_fronts) _fronts.Add(front);
        return front;
    }

    /// <summary>The options of a front in this process, which shares its console.</summary>
    public string[] FrontWords =>
        [.. Shared, "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft=None", "--Logging:LogLevel:Orleans=None", .. FrontSettings];

    /// <summary>Runs a command of the sample as a process.</summary>
    public ChildProgram Run(string command, params string[] words) => new(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Checkout.Sample("ProofCluster"), command, .. Shared, .. FrontSettings, .. words]));

    /// <summary>What the request's grain says.</summary>
    public async Task<Outcome> OutcomeAsync(FrontProcess front, Guid id, ProofUserId? user = null) =>
        await Grain(front, id).Find(Owner.OwnerOf(user ?? Alice));

    public static IProofRequestGrain Grain(FrontProcess front, Guid id) =>
        ((IClusterClient)front.Services.GetService(typeof(IClusterClient))!).GetGrain<IProofRequestGrain>(id);

    /// <summary>Every line that any silo has written, those that died included.</summary>
    public IReadOnlyList<string> AllOutput
    {
        get
        {
            lock (_output) return [.. _output, .. Silos.Where(silo => silo is not null).SelectMany(silo => silo!.Lines)];
        }
    }

    /// <summary>How often a line about a request was written.</summary>
    public int CountOf(Guid id, string text) =>
        AllOutput.Count(line => line.Contains($"Request {id:N} {text}", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos) silo?.Dispose();
        FrontProcess[] fronts;
        lock (_fronts) fronts = [.. _fronts];
        foreach (var front in fronts) await front.DisposeAsync();
        Redis.Dispose();
        _folder.Delete(recursive: true);
    }

    private string[] Shared =>
    [
        $"--ProofCluster:Redis={Redis.Address}", $"--ProofCluster:KeyRing={Path.Combine(Folder, "ring")}",
        string.Create(CultureInfo.InvariantCulture, $"--ProofCluster:ClusterId=test-{_ports}"),
        $"--ProofCluster:UseDevelopmentKeys={_prover == "real"}", $"--ProofCluster:ProvingKeys={DevelopmentKeys}",
        "--ProofCluster:ReminderPeriod=00:00:05", "--ProofCluster:Dashboard=false",
        "--environment=Development", "--Logging:LogLevel:Orleans=Error", .. _settings,
    ];

    private static string[] FrontSettings => [$"--ProofCluster:OwnerKey={Convert.ToBase64String(OwnerKeyBytes)}", "--ProofCluster:Limit:Permits=0"];

    private void Forget(int index)
    {
        if (Silos[index] is not { } before) return;
        lock (_output) _output.AddRange(before.Lines);
        before.Dispose();
        Silos[index] = null;
    }
}
