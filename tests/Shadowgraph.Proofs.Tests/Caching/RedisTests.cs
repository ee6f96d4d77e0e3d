using System.Diagnostics;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Tests.Proving;
using StackExchange.Redis;

namespace Shadowgraph.Proofs.Tests.Caching;

/// <summary>Hosts that share a Redis server, which is killed and comes back. Their proofs are real, and verified for real.</summary>
[TestFixture]
[Parallelizable]
public sealed class RedisTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Test]
    public async Task Hosts_ShareProofs_AndGoOnWhileTheServerIsAway()
    {
        if (!RedisServer.IsInstalled) MissingPrograms.Ignore("redis-server", "Install Redis (Debian: apt-get install redis-server).");
        using var server = new RedisServer();
        await server.StartAsync();
        await using var first = await Host.ConnectAsync(server, capacity: 50);
        await using var second = await Host.ConnectAsync(server, capacity: 50);
        await using var forgetful = await Host.ConnectAsync(server, capacity: 0);

        // One proves; the others find it, and verify it themselves.
        var made = await first.ProveAsync();
        var found = await second.ProveAsync();
        Assert.That((made.IsFromCache, found.IsFromCache), Is.EqualTo((false, true)));
        Assert.That(found.Hash, Is.EqualTo(made.Hash));
        Assert.That((await forgetful.ProveAsync()).IsFromCache, Is.True);
        Assert.That((await forgetful.ProveAsync()).IsFromCache, Is.True, "It keeps none itself, and finds it again.");
        Assert.That((second.Proofs, forgetful.Proofs), Is.EqualTo((0, 0)));
        Assert.That(forgetful.Cache, Is.EqualTo(new ProofCacheStatistics { Hits = 2, DistributedHits = 2 }));

        // Killed: who needs it proves, reports it once, and soon does not ask any more.
        server.Kill();
        for (var i = 0; i < 10; i++) Assert.That((await forgetful.ProveAsync()).IsFromCache, Is.False);
        Assert.That((await second.ProveAsync()).IsFromCache, Is.True, "From its memory.");
        Assert.That(forgetful.Proofs, Is.EqualTo(10));
        Assert.That(forgetful.Logger.Messages.Count(message => message.EventId == 1301), Is.EqualTo(1));
        Assert.That(forgetful.Cache.DistributedFaults, Is.GreaterThanOrEqualTo(2));

        // Back again, with nothing in it: the next one who proves fills it.
        await server.StartAsync();
        var again = await forgetful.ProveAsync();
        for (var waited = Stopwatch.StartNew(); !again.IsFromCache && waited.Elapsed < Patience; again = await forgetful.ProveAsync())
            await Task.Delay(50);

        Assert.That(again.IsFromCache, Is.True);
        Assert.That(forgetful.Logger.Messages.Count(message => message.EventId == 1302), Is.EqualTo(1));
        Assert.That(forgetful.Logger.Messages.Count(message => message.EventId == 1301), Is.EqualTo(1));
    }

    /// <summary>A host as somebody would build it.</summary>
    private sealed class Host : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly SharedProver _prover = new();
        private readonly IProofPipeline _pipeline;

        private Host(RedisServer server, int capacity)
        {
            var services = new ServiceCollection();
            services.AddSingleton<ILoggerFactory>(new OneLogger(Logger));
            services.AddSingleton<TimeProvider>(new ShiftedClock(ProvingWorld.AsOf.AddMinutes(1)));
            services.AddSingleton<IProver>(_prover);
            services.AddSingleton<IProvingKeyStore>(ProvingWorld.KeyStore);
            services.AddStackExchangeRedisCache(redis => redis.ConfigurationOptions = new ConfigurationOptions
            {
                EndPoints = { { "127.0.0.1", server.Port } },
                AbortOnConnectFail = false,
                ReconnectRetryPolicy = new LinearRetry(100),
            });
            services.AddProofPipeline(options =>
            {
                options.UseDevelopmentKeys();
                options.RateLimit.Permits = 0;
                options.Cache.Capacity = capacity;
                options.Cache.UseDistributed();
                options.Cache.Distributed.Timeout = DistributedProofCacheOptions.MaxTimeout;
                options.Cache.Distributed.BreakDuration = DistributedProofCacheOptions.MinBreakDuration;
            });
            _services = services.BuildServiceProvider();
            _pipeline = _services.GetRequiredService<IProofPipeline>();
        }

        public RecordingLogger<IProofPipeline> Logger { get; } = new();

        public int Proofs => _prover.Proofs;

        public ProofCacheStatistics Cache => _pipeline.Statistics.Cache;

        /// <summary>Waits for the connection, which a busy machine may take longer for than a request would wait.</summary>
        public static async Task<Host> ConnectAsync(RedisServer server, int capacity)
        {
            var host = new Host(server, capacity);
            await host._services.GetRequiredService<IDistributedCache>().GetAsync("anything").WaitAsync(Patience);
            return host;
        }

        public Task<ProofResult> ProveAsync() => _pipeline
            .ProveAsync(RealPipeline.Request(ProvingWorld.Named, ProofStatement.Threshold(500_000))).WaitAsync(Patience);

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }

    /// <summary>Gives the one real proof that all these tests are about; it is made once in a test run.</summary>
    private sealed class SharedProver : IProver
    {
        private int _proofs;

        public int Proofs => Volatile.Read(ref _proofs);

        public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize) => ProvingWorld.Prover.Plan(job, maxCircuitSize);

        public ValueTask<string?> FindKeyHashAsync(CircuitSize size, bool loads, CancellationToken cancellationToken = default) =>
            ProvingWorld.Prover.FindKeyHashAsync(size, loads, cancellationToken);

        public Task<ProverResult> ProveAsync(
            ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _proofs);
            return ProvingWorld.SharedAsync(ProvingWorld.Named, ProofStatement.Threshold(500_000));
        }
    }

    private sealed class OneLogger(ILogger logger) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
