using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>Loads or makes the key of a circuit, synchronously. The store sees to it that it is called once at a time for each.</summary>
internal interface IKeySource
{
    ProvingKey Load(CircuitSize size, IProgress<double> progress, CancellationToken cancellationToken);
}
