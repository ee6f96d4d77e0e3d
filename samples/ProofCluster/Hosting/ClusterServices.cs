using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using ProofCluster.Fronts;
using ProofCluster.Operating;
using ProofCluster.Sealing;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;

namespace ProofCluster.Hosting;

/// <summary>The services that silos and fronts share, and those of a front.</summary>
internal static class ClusterServices
{
    /// <summary>The name of the service that the requests belong to, over all versions of the program.</summary>
    public const string ServiceId = "proofs";

    /// <summary>Adds options, checked at the start, the seal, and the process's audit folder.</summary>
    /// <returns>The options at the time of the call.</returns>
    public static ProofClusterOptions AddClusterCore(this IHostApplicationBuilder builder, ProcessRole role)
    {
        builder.Services.AddOptions<ProofClusterOptions>().BindConfiguration(ProofClusterOptions.Section)
            .PostConfigure(options => Complete(options, role)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ProofClusterOptions>>(
            provider => new ProofClusterOptionsValidator(role, provider.GetRequiredService<IHostEnvironment>()));
        builder.Services.AddSingleton(provider => new RequestSeal(
            ProtectionOf(provider.GetRequiredService<IOptions<ProofClusterOptions>>().Value)));

        // Orleans's options are set while the host is built: all invalid options are reported before.
        var options = new ProofClusterOptions();
        builder.Configuration.GetSection(ProofClusterOptions.Section).Bind(options);
        Complete(options, role);
        var check = new ProofClusterOptionsValidator(role, builder.Environment).Validate(null, options);
        if (check.Failed) throw new OptionsValidationException("", typeof(ProofClusterOptions), check.Failures);
        if (options.AuditFolder is { } audit)
        {
            builder.Services.AddSingleton<IAuditSink>(provider => new FileAuditSink(
                new FileAuditSinkOptions { Directory = Path.Combine(audit, options.Name!) }, provider.GetRequiredService<ILogger<FileAuditSink>>()));
        }

        return options;
    }

    /// <summary>
    /// Adds <see cref="IProofCluster"/>, the connection to the silos, and the front's audit trail, or the trail of the host's pipeline. An access policy
    /// of the host stays in place.
    /// </summary>
    public static ProofClusterOptions AddProofCluster(this IHostApplicationBuilder builder)
    {
        var options = builder.AddClusterCore(ProcessRole.Front);
        builder.Services.AddSingleton(_ => new OwnerKey(ProofClusterOptionsValidator.OwnerKeyOf(options)!));
        var access = new AccessList(options.Access.ToAccessOptions());
        builder.Services.TryAddSingleton<IAccessPolicy>(access);
        builder.Services.AddSingleton<ClusterRateLimiter>();
        builder.Services.AddProofAudit();
        builder.Services.AddSingleton(provider => new FrontAudit(
            provider.GetRequiredService<IAuditTrail>(), provider.GetRequiredService<RefusalAudit>(),
            FrontConfiguration.Of(options, isAccessOfHost: provider.GetRequiredService<IAccessPolicy>() != access)));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<FrontAudit>());
        builder.Services.AddSingleton<IProofCluster, ProofClusterClient>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster => Name(cluster, options));
            client.UseRedisClustering(redis => redis.ConfigurationOptions = RedisConnection.Parse(options.Redis));
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout);
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = options.Membership.TableRefresh);
            client.UseConnectionRetryFilter(async (_, cancellationToken) =>
            {
                await Task.Delay(GrainCalls.Pause, cancellationToken);
                return true;
            });
            if (options.Certificate is not null) client.UseTls(tls => Certificates.Configure(tls, options));
        });
        return options;
    }

    /// <summary>Names the cluster to Orleans.</summary>
    public static void Name(ClusterOptions cluster, ProofClusterOptions options)
    {
        cluster.ClusterId = options.ClusterId;
        cluster.ServiceId = ServiceId;
    }

    /// <summary>A silo's port makes its name unique on a machine; a front has no such port.</summary>
    private static void Complete(ProofClusterOptions options, ProcessRole role)
    {
        if (role == ProcessRole.Silo)
            options.Name ??= string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Environment.MachineName}-{options.SiloPort}");
    }

    /// <summary>The key ring of requests and results, separate from the data protection of the host.</summary>
    public static IDataProtectionProvider ProtectionOf(ProofClusterOptions options) => DataProtectionProvider.Create(
        new DirectoryInfo(options.KeyRing!),
        protection =>
        {
            protection.SetApplicationName("ProofCluster");
            if (Certificates.OfKeyRing(options) is { } certificate) protection.ProtectKeysWithCertificate(certificate);
        });
}
