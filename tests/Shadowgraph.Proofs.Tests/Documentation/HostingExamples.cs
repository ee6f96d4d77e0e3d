using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Tests.Documentation;

// readme: health
public sealed class ProofPipelineHealthCheck(IProofPipeline pipeline, IProver prover, IOptions<ProofPipelineOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = await pipeline.ObserveAsync(cancellationToken).FirstAsync(cancellationToken);
        var (waiting, abandoned) = (now.Statistics.Waiting, now.Statistics.Abandoned);
        var key = await prover.FindKeyHashAsync(CircuitSize.Small, loads: false, cancellationToken);
        var data = new Dictionary<string, object>
        {
            ["accepting"] = now.IsAccepting,
            ["waiting"] = waiting,
            ["abandoned"] = abandoned,
            ["keyLoaded"] = key is not null,
        };
        if (!now.IsAccepting) return new HealthCheckResult(context.Registration.FailureStatus, "Requests are refused.", data: data);
        if (abandoned >= options.Value.MaxAbandoned)
            return new HealthCheckResult(context.Registration.FailureStatus, "Too many cancelled provers are still running: restart.", data: data);
        return waiting >= options.Value.Queue.Capacity
            ? HealthCheckResult.Degraded("The queue is full.", data: data)
            : HealthCheckResult.Healthy("Requests are accepted.", data);
    }
}

public static class ProofPipelineHealthChecks
{
    public static IHealthChecksBuilder AddProofPipeline(this IHealthChecksBuilder builder) => builder.AddCheck<ProofPipelineHealthCheck>("proofs");
}
// readme: end

// readme: limiter
/// <summary>Adapts a limiter of System.Threading.RateLimiting. A permit can't be given back: an unused permit stays counted until its window ends.</summary>
public sealed class RateLimiterAdapter(PartitionedRateLimiter<ProofUserId> limiter) : IRateLimiter
{
    public async ValueTask<PermitLease> AcquireAsync(ProofUserId user, CancellationToken cancellationToken = default)
    {
        using var lease = await limiter.AcquireAsync(user, permitCount: 1, cancellationToken);
        if (lease.IsAcquired) return PermitLease.Acquired();
        var isKnown = lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) && retryAfter > TimeSpan.Zero;
        return PermitLease.Refused(isKnown ? retryAfter : TimeSpan.FromMinutes(1));
    }

    public ValueTask<int?> RemainingAsync(ProofUserId user, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(limiter.GetStatistics(user) is { } known ? (int?)Math.Min(known.CurrentAvailablePermits, int.MaxValue) : null);
}
// readme: end

/// <summary>The examples of docs/hosting.md. What stands between the marks is shown there.</summary>
internal static class HostingExamples
{
    public static void Keyed(IServiceCollection services)
    {
        // readme: keyed
        services.AddProofPipeline(options => options.UseCeremonyKeys("keys"));
        services.AddKeyedProofPipeline("batch", options =>
        {
            options.UseCeremonyKeys("keys");
            options.MaxConcurrency = 1;
            options.Queue.Capacity = 10_000;
        });
        services.AddSingleton(provider => new NightlyProofs(provider.GetRequiredKeyedService<IProofPipeline>("batch")));
        // readme: end
    }

    public static void Limiter(IServiceCollection services)
    {
        // readme: limiters
        services.AddSingleton<IRateLimiter>(_ => new RateLimiterAdapter(PartitionedRateLimiter.Create<ProofUserId, ProofUserId>(
            user => RateLimitPartition.GetTokenBucketLimiter(user, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 5,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(10),
            }))));
        // readme: end
    }

    internal sealed class NightlyProofs(IProofPipeline pipeline)
    {
        public IProofPipeline Pipeline => pipeline;
    }
}
