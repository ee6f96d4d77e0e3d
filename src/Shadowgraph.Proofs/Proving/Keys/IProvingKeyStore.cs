using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// Gives out the proving key of each circuit, loaded once and shared. It decides which keys may be used at all. Thread-safe.
/// </summary>
public interface IProvingKeyStore
{
    /// <summary>The proving key of a circuit: loaded on the first call, in memory from then on.</summary>
    /// <param name="size">Which circuit.</param>
    /// <param name="progress">
    /// Told the finished fraction, 0 to 1, never falling, while a key is made or loaded; from other threads than the caller's, one call at
    /// a time.
    /// </param>
    /// <param name="cancellationToken">Ends this wait; others that wait for the same key still get it.</param>
    /// <exception cref="ProvingKeyNotFoundException">There is no key for this circuit; a smaller one may have one.</exception>
    /// <exception cref="ProvingKeyException">The key must not be used: corrupt, of another circuit, or made by one machine.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ProvingKey> GetAsync(CircuitSize size, IProgress<double>? progress = null, CancellationToken cancellationToken = default);
}
