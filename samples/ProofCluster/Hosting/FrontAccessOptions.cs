using Shadowgraph.Proofs.Access;

namespace ProofCluster.Hosting;

/// <summary>Which users the fronts let in; see <see cref="AccessOptions"/>.</summary>
internal sealed class FrontAccessOptions
{
    /// <summary>Everyone, or the allowed ones only.</summary>
    public AccessMode Mode { get; set; }

    /// <summary>Users who are let in if the mode is Closed.</summary>
    public string[] Allowed { get; set; } = [];

    /// <summary>Users who are refused.</summary>
    public string[] Blocked { get; set; } = [];

    /// <summary>The same, as the library has it.</summary>
    public AccessOptions ToAccessOptions()
    {
        var access = new AccessOptions { Mode = Mode };
        access.Allowed.UnionWith(Allowed);
        access.Blocked.UnionWith(Blocked);
        return access;
    }
}
