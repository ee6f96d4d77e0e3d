using Shadowgraph.Proofs.Access;

namespace ProofCluster.Hosting;

/// <summary>Which users the fronts let in; see <see cref="AccessOptions"/>.</summary>
internal sealed class FrontAccessOptions
{
    /// <summary>Open to all users, or closed to all but the allowed users.</summary>
    public AccessMode Mode { get; set; }

    /// <summary>Users with access if the mode is Closed.</summary>
    public string[] Allowed { get; set; } = [];

    /// <summary>Users without access.</summary>
    public string[] Blocked { get; set; } = [];

    /// <summary>The options in the library's form.</summary>
    public AccessOptions ToAccessOptions()
    {
        var access = new AccessOptions { Mode = Mode };
        access.Allowed.UnionWith(Allowed);
        access.Blocked.UnionWith(Blocked);
        return access;
    }
}
