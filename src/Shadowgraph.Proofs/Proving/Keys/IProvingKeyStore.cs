using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// Supplies the proving key of each circuit, loaded once and shared. The store decides which keys may be used at all. Thread-safe.
/// </summary>
public interface IProvingKeyStore
{
    /// <summary>The proving key of a circuit: loaded on the first call, kept in memory from then on.</summary>
    /// <param name="size">The circuit.</param>
    /// <param name="progress">
    /// Receives the finished fraction, 0 to 1, never decreasing, while a key is made or loaded; on a different thread than the caller's, one call
    /// at a time.
    /// </param>
    /// <param name="cancellationToken">Cancels this wait; concurrent callers still get the key.</param>
    /// <exception cref="ProvingKeyNotFoundException">There is no key for this circuit; a smaller circuit may have a key.</exception>
    /// <exception cref="ProvingKeyException">The key must not be used: corrupt, of a different circuit, or made on a single machine.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ProvingKey> GetAsync(CircuitSize size, IProgress<double>? progress = null, CancellationToken cancellationToken = default);
}
