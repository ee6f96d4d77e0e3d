using System.Globalization;
using ProofCluster.Hosting;

namespace ProofCluster.Operating;

/// <summary>The configuration of a front for the audit trail: what decides about refusals. Keys, passwords, tokens and users are no part of the text.</summary>
internal static class FrontConfiguration
{
    /// <summary>Writes the configuration.</summary>
    /// <param name="options">The options of the front.</param>
    /// <param name="isAccessOfHost">Whether an access policy of the host replaces the policy of the options.</param>
    public static string Of(ProofClusterOptions options, bool isAccessOfHost)
    {
        var access = isAccessOfHost
            ? "of the host"
            : $"{options.Access.Mode}, {options.Access.Allowed.Length} allowed, {options.Access.Blocked.Length} blocked";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Front {options.Name ?? "without a name"} of cluster {options.ClusterId}: Limit.Permits {options.Limit.Permits}; "
            + $"Limit.Window {options.Limit.Window}; Access {access}; MaxProofAge {options.MaxProofAge}; RequestTimeout {options.RequestTimeout}; "
            + $"AcceptTimeout {options.AcceptTimeout}.");
    }
}
