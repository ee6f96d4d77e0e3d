using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>No source of proving keys is configured, or the configured source has no keys. The message names the remedies.</summary>
[JsonConverter(typeof(NoJsonConverter<ProvingKeysNotConfiguredException>))]
public sealed class ProvingKeysNotConfiguredException : ProofException
{
    /// <summary>No source of proving keys is configured.</summary>
    public ProvingKeysNotConfiguredException()
        : this(
            "No proving keys are configured. Either name a directory of keys from a ceremony (UseCeremonyKeys; it holds small.zkey, "
            + "medium.zkey and large.zkey), or call UseDevelopmentKeys() to have insecure keys made on this machine for development and tests.")
    {
    }

    /// <summary>The configured source has no keys, or the configuration is ambiguous.</summary>
    /// <param name="message">The missing item, its place, and the remedy.</param>
    public ProvingKeysNotConfiguredException(string message)
        : base(message)
    {
    }
}
