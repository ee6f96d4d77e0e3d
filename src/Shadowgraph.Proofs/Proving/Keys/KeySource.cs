using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>The source of proving keys.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeySource>))]
public enum KeySource
{
    /// <summary>No source; a key store refuses to start.</summary>
    None,

    /// <summary>Keys made on this machine on first use. The maker of such a key can forge proofs: for development and tests only.</summary>
    Development,

    /// <summary>Keys of a ceremony, as .zkey files in a directory.</summary>
    Ceremony,
}
