using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>Nobody said where proving keys come from, or there are none where somebody said. The message names the ways out.</summary>
[JsonConverter(typeof(NoJsonConverter<ProvingKeysNotConfiguredException>))]
public sealed class ProvingKeysNotConfiguredException : ProofException
{
    /// <summary>Nobody said where proving keys come from.</summary>
    public ProvingKeysNotConfiguredException()
        : this(
            "No proving keys are configured. Either name a directory of keys from a ceremony (UseCeremonyKeys; it holds small.zkey, "
            + "medium.zkey and large.zkey), or call UseDevelopmentKeys() to have insecure keys made on this machine for development and tests.")
    {
    }

    /// <summary>There are no keys where somebody said, or none can be told from what was said.</summary>
    /// <param name="message">What is missing, where, and what to do.</param>
    public ProvingKeysNotConfiguredException(string message)
        : base(message)
    {
    }
}
