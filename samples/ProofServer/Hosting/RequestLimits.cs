using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using ProofServer.Api;
using ProofServer.Security;

namespace ProofServer.Hosting;

/// <summary>How many HTTP requests a user may send, or an address without a user; besides the pipeline's own limit of proofs.</summary>
internal static class RequestLimits
{
    public static void Add(IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        {
            var perSecond = context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.RequestsPerSecond;
            var key = Caller.From(context.User) is { } caller ? $"user {caller.User}" : $"address {context.Connection.RemoteIpAddress}";
            return RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 2 * perSecond,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            });
        });
        limiter.OnRejected = (rejected, _) =>
        {
            var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time.TotalSeconds : 1;
            return new ValueTask(Problems.WriteAsync(rejected.HttpContext, Problems.Make(
                StatusCodes.Status429TooManyRequests, "TooManyRequests", "The rate limit is exceeded. Retry after the time in Retry-After.",
                retryAfter: after)));
        };
    });
}
