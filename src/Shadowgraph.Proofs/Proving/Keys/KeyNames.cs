using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>How key files are named.</summary>
internal static class KeyNames
{
    // Raised when the same circuit gets keys that older versions can't read, or the other way round.
    private const int Version = 1;

    public static string Of(CircuitSize size) => size switch
    {
        CircuitSize.Small => "small",
        CircuitSize.Medium => "medium",
        _ => "large",
    };

    /// <summary>Another circuit, or another version of it, has another name: keys of different versions live side by side.</summary>
    public static string Development(CircuitSize size, CircuitForKeys circuit) => $"{Of(size)}-{circuit.Digest[..16]}-v{Version}.dev.zkey";
}
