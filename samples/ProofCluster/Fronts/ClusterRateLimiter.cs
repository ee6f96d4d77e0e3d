using Microsoft.Extensions.Options;
using ProofCluster.Contract;
using ProofCluster.Hosting;
using ProofCluster.Sealing;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Limits;

namespace ProofCluster.Fronts;

/// <summary>The limit of each user over all fronts. Fails closed: a limit that does not answer in time grants nothing. Thread-safe.</summary>
internal sealed class ClusterRateLimiter(IGrainFactory grains, OwnerKey owner, IOptions<ProofClusterOptions> options, TimeProvider time) : IRateLimiter
{
    private static readonly PermitLease Unlimited = PermitLease.Acquired();

    private readonly GrainCalls _calls = new(time);

    public async ValueTask<PermitLease> AcquireAsync(ProofUserId user, CancellationToken cancellationToken = default)
    {
        if (options.Value.Limit.Permits == 0) return Unlimited;
        var grain = grains.GetGrain<IUserLimitGrain>(owner.LimitOf(user));

        // Named here, so that a call with a lost answer takes a single permit, however often the call is repeated.
        var permit = Guid.NewGuid();
        var answer = await _calls.UntilAsync(() => grain.Acquire(permit), options.Value.AcceptTimeout, cancellationToken);
        return answer.IsAcquired
            ? PermitLease.Acquired(_ => new ValueTask(grain.GiveBack(permit)))
            : PermitLease.Refused(answer.RetryAfter);
    }

    public async ValueTask<int?> RemainingAsync(ProofUserId user, CancellationToken cancellationToken = default) =>
        options.Value.Limit.Permits == 0
            ? null
            : await _calls.UntilAsync(
                () => grains.GetGrain<IUserLimitGrain>(owner.LimitOf(user)).Remaining(), options.Value.AcceptTimeout, cancellationToken);
}
