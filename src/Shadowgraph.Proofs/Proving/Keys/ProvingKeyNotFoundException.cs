using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>There is no proving key for a circuit. A smaller circuit may have one: then the same can be proved in more links.</summary>
/// <param name="size">The circuit.</param>
/// <param name="path">Where its key was looked for.</param>
public sealed class ProvingKeyNotFoundException(CircuitSize size, string path)
    : ProofException($"There is no proving key for the {size} circuit: {path} does not exist. "
        + "Put the ceremony's key there, or allow smaller circuits only.")
{
    /// <summary>The circuit.</summary>
    public CircuitSize Size { get; } = size;

    /// <summary>Where its key was looked for.</summary>
    public string Path { get; } = path;
}
