using Microsoft.Extensions.Options;
using ProofCluster.Contract;
using ProofCluster.Hosting;

namespace ProofCluster.Grains;

/// <summary>
/// Counts a user's permits in a sliding window, for all fronts. Permits are stored before the answer, so that the death of a silo makes no new
/// permits. The store drops the permits a window after the last permit.
/// </summary>
[GrainType("user-limit")]
internal sealed class UserLimitGrain(
    [PersistentState("permits", SiloHost.LimitStore)] IPersistentState<UserGrants> grants, IOptions<ProofClusterOptions> options, TimeProvider time)
    : Grain, IUserLimitGrain
{
    private readonly LimitOptions _limit = options.Value.Limit;

    public async Task<PermitAnswer> Acquire(Guid permit)
    {
        var now = time.GetUtcNow();
        var taken = grants.State.Within(_limit.Window, now);
        if (Array.Exists(taken, grant => grant.Permit == permit)) return default;
        if (taken.Length >= _limit.Permits) return new PermitAnswer(taken[0].At + _limit.Window - now);
        await WriteAsync([.. taken, new Grant(permit, now)]);
        return default;
    }

    public Task GiveBack(Guid permit)
    {
        var left = Array.FindAll(grants.State.Taken, grant => grant.Permit != permit);
        return left.Length == grants.State.Taken.Length ? Task.CompletedTask : WriteAsync(left);
    }

    public Task<int> Remaining() => Task.FromResult(Math.Max(_limit.Permits - grants.State.Within(_limit.Window, time.GetUtcNow()).Length, 0));

    private async Task WriteAsync(Grant[] taken)
    {
        grants.State = new UserGrants { Taken = taken };
        try
        {
            await grants.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle(); // the next activation reads whatever was stored
            throw;
        }
    }
}
