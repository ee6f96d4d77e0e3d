using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>A circuit has no proving key. If a smaller circuit has a key, the same statement can be proved in more links.</summary>
/// <param name="size">The circuit.</param>
/// <param name="path">The path at which the key was expected.</param>
public sealed class ProvingKeyNotFoundException(CircuitSize size, string path)
    : ProofException($"There is no proving key for the {size} circuit: {path} does not exist. "
        + "Put the ceremony's key there, or allow smaller circuits only.")
{
    /// <summary>The circuit.</summary>
    public CircuitSize Size { get; } = size;

    /// <summary>The path at which the key was expected.</summary>
    public string Path { get; } = path;
}
