using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>Loads or makes the key of a circuit, synchronously. The store sees to it that it is called once at a time for each.</summary>
internal interface IKeySource
{
    ProvingKey Load(CircuitSize size, IProgress<double> progress, CancellationToken cancellationToken);

    /// <summary>Whether there are keys where they are said to be.</summary>
    /// <exception cref="ProvingKeysNotConfiguredException">There are none.</exception>
    void CheckDirectory();

    /// <summary>Throws what <see cref="Load"/> would, for a key that is there; makes none, and keeps none.</summary>
    void Check(CircuitSize size, CancellationToken cancellationToken);
}
