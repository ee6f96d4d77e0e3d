using Shadowgraph.Proofs.Caching;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// A request that was found well-formed, and the owner of the pipeline's copy of the subject's secret: it is cleared here and nowhere else,
/// when the last holder disposes its hold. Thread-safe.
/// </summary>
/// <param name="job">What is to be proved; with a copy of the subject's secret.</param>
/// <param name="plan">How, if nothing gets in the way.</param>
/// <param name="key">What is claimed: equal requests have the same.</param>
internal sealed class AdmittedRequest(ProofJob job, ProofPlan plan, ProofCacheKey key) : IDisposable
{
    // Who admitted it is the first holder.
    private int _holders = 1;

    public ProofJob Job => job;

    public ProofPlan Plan => plan;

    public ProofCacheKey Key => key;

    /// <summary>Keeps the secret for one holder more, who is to call <see cref="Dispose"/> once. Only a holder may call this.</summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>Ends one hold; the last one clears the secret.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) == 0) job.Identity?.Dispose();
    }
}
