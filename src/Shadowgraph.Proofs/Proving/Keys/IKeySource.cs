using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>Loads or makes the key of a circuit, synchronously. The store guarantees that calls for the same circuit do not overlap.</summary>
internal interface IKeySource
{
    ProvingKey Load(CircuitSize size, IProgress<double> progress, CancellationToken cancellationToken);

    /// <summary>Checks that the configured directory holds keys.</summary>
    /// <exception cref="ProvingKeysNotConfiguredException">There are no keys.</exception>
    void CheckDirectory();

    /// <summary>Throws the exceptions of <see cref="Load"/> for an existing key; neither makes nor retains a key.</summary>
    void Check(CircuitSize size, CancellationToken cancellationToken);
}
