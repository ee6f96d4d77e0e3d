using System.Net;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Persistence;
using Orleans.Storage;
using ProofCluster.Grains;
using ProofCluster.Operating;
using ProofCluster.Proving;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Validation;

namespace ProofCluster.Hosting;

/// <summary>Composes a silo: the pipeline of the library, and Orleans with a store.</summary>
internal static class SiloHost
{
    /// <summary>The storage of requests.</summary>
    public const string RequestStore = "requests";

    /// <summary>The storage of limits.</summary>
    public const string LimitStore = "limits";

    private static readonly TimeSpan StopReserve = TimeSpan.FromSeconds(15);

    /// <summary>Makes the host.</summary>
    public static IHost Create(string[] args)
    {
        var builder = ProgramHost.CreateBuilder(args);
        var options = builder.AddClusterCore(ProcessRole.Silo);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopGrace + StopReserve);
        builder.Services.AddHostedService<StoreCheck>();

        // Hosted services stop in reverse order: first the silo, which has proofs in the making finish, then the pipeline.
        AddPipeline(builder, options);
        builder.UseOrleans(silo => Configure(silo, options));
        builder.Services.AddHostedService<MembershipWatch>();
        if (options.Dashboard) builder.Services.AddHostedService<CountsWriter>();
        return builder.Build();
    }

    private static void AddPipeline(IHostApplicationBuilder builder, ProofClusterOptions options)
    {
        builder.Services.AddSingleton<OpenRequests>();
        builder.Services.AddSingleton<RequestRunner>();
        builder.Services.AddSingleton<EndCounts>();
        builder.Services.AddSingleton<CountsStore>();
        builder.Services.AddStackExchangeRedisCache(cache => cache.ConfigurationOptions = RedisConnection.Parse(options.Redis));
        if (builder.Configuration.GetSection("Proofs") is var section && section.Exists()) builder.Services.AddProofPipeline(section);
        builder.Services.AddProofPipeline(proofs =>
        {
            if (options.UseDevelopmentKeys) proofs.UseDevelopmentKeys(options.ProvingKeys);
            else if (options.ProvingKeys is { } folder) proofs.UseCeremonyKeys(folder);
            proofs.MaxConcurrency = options.MaxConcurrency;
            proofs.Queue.Capacity = options.QueueCapacity;

            // The fronts count requests, and the store keeps ended requests.
            proofs.RateLimit.Permits = 0;
            proofs.FinishedCapacity = 0;
            proofs.ShutdownTimeout = TimeSpan.Zero;
            proofs.Cache.UseDistributed();
        });
        if (TestProvers.TryParse(options.Prover, out var prover) && prover is not null)
        {
            builder.Services.AddSingleton(provider => prover(provider.GetRequiredService<ILogger<IProver>>()));
            builder.Services.AddSingleton<IProofValidator, TestValidator>();
        }
    }

    private static void Configure(ISiloBuilder silo, ProofClusterOptions options)
    {
        void Redis<T>(T provider, Action<T, StackExchange.Redis.ConfigurationOptions> set) => set(provider, RedisConnection.Parse(options.Redis));

        silo.Configure<ClusterOptions>(cluster => ClusterServices.Name(cluster, options));
        silo.Configure<SiloOptions>(names => names.SiloName = options.Name!);
        silo.ConfigureEndpoints(IPAddress.Parse(options.Endpoint), options.SiloPort, options.GatewayPort);
        silo.UseRedisClustering(redis => Redis(redis, static (provider, set) => provider.ConfigurationOptions = set));

        // With the directory that silos keep among themselves, the death of a silo restarts half of the requests on the living silos.
        silo.UseRedisGrainDirectoryAsDefault(redis => Redis(redis, static (provider, set) => provider.ConfigurationOptions = set));
        AddRedisStorage(silo, LimitStore, options, options.Limit.Window + TimeSpan.FromMinutes(1));
        if (options.Store == StoreKind.Redis)
        {
            AddRedisStorage(silo, RequestStore, options, expiry: null);
            silo.UseRedisReminderService(redis => Redis(redis, static (provider, set) => provider.ConfigurationOptions = set));
        }
        else
        {
            PostgresStore.Add(silo, options);
        }

        silo.Configure<ReminderOptions>(reminders =>
        {
            if (options.ReminderPeriod < reminders.MinimumReminderPeriod) reminders.MinimumReminderPeriod = options.ReminderPeriod;
        });
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout);
        silo.Configure<GrainCollectionOptions>(grains => grains.DeactivationTimeout = options.StopGrace + StopReserve);
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = options.Membership.ProbeTimeout;
            membership.NumMissedProbesLimit = options.Membership.MissedProbes;
            membership.NumVotesForDeathDeclaration = options.Membership.Votes;
            membership.TableRefreshTimeout = options.Membership.TableRefresh;
            membership.IAmAliveTablePublishTimeout = options.Membership.TableRefresh;
        });
        if (options.Certificate is not null) silo.UseTls(tls => Certificates.Configure(tls, options));
        if (options.Dashboard) silo.AddDashboard(dashboard => dashboard.HideTrace = true);
    }

    private static void AddRedisStorage(ISiloBuilder silo, string name, ProofClusterOptions options, TimeSpan? expiry)
    {
        // Orleans's own form is smaller than the default, and has no names of .NET types.
        silo.Services.AddOptions<RedisStorageOptions>(name).Configure<IServiceProvider>(
            static (storage, provider) => storage.GrainStorageSerializer = ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(provider));
        silo.AddRedisGrainStorage(name, (RedisStorageOptions storage) =>
        {
            storage.ConfigurationOptions = RedisConnection.Parse(options.Redis);
            storage.DeleteStateOnClear = true;
            storage.EntryExpiry = expiry is { } time ? TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)) : null;
        });
    }
}
