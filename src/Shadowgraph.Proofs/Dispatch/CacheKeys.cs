using Shadowgraph.Proofs.Caching;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Says where the cache keeps the proof of a request: apart for each verification key of the prover.</summary>
/// <param name="prover">Names its keys.</param>
/// <param name="isShared">
/// Whether the cache may hold what other processes made. Then the prover's key is waited for: to verify what is found takes it anyway. What
/// this process made, it made with a key that it has.
/// </param>
/// <param name="time">The clock.</param>
internal sealed class CacheKeys(IProver prover, bool isShared, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="admitted">The request.</param>
    /// <param name="timeLeft">The most time that the caller has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<ProofCacheKey> OfAsync(AdmittedRequest admitted, TimeSpan timeLeft, CancellationToken cancellationToken)
    {
        string? hash = null;
        try
        {
            var patience = Patience < timeLeft ? Patience : timeLeft;
            var answer = prover.FindKeyHashAsync(admitted.Plan.Size, isShared, cancellationToken);
            hash = answer.IsCompletedSuccessfully
                ? answer.Result
                : await answer.AsTask().WaitOrLeaveAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Then the proof is looked for where those of no key are. What is wrong shows when it is proved.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        return ProofCacheKeys.Under(admitted.Key, hash);
    }
}
