using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>The names of key files.</summary>
internal static class KeyNames
{
    // Raised when keys of an unchanged circuit become unreadable for older versions, or older keys for this version.
    private const int Version = 1;

    public static string Of(CircuitSize size) => size switch
    {
        CircuitSize.Small => "small",
        CircuitSize.Medium => "medium",
        _ => "large",
    };

    /// <summary>
    /// The name contains circuit and version, so that keys of different circuits and versions coexist in a directory.
    /// </summary>
    public static string Development(CircuitSize size, CircuitForKeys circuit) => $"{Of(size)}-{circuit.Digest[..16]}-v{Version}.dev.zkey";
}
