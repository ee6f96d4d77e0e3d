using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>Where proving keys come from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeySource>))]
public enum KeySource
{
    /// <summary>Nothing was chosen; a key store refuses to start.</summary>
    None,

    /// <summary>Keys made on this machine on first use. Whoever made them can forge proofs: for development and tests.</summary>
    Development,

    /// <summary>Keys of a ceremony, as .zkey files in a directory.</summary>
    Ceremony,
}
