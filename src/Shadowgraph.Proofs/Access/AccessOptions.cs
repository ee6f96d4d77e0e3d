using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Access;

/// <summary>Who may have proofs made, to begin with; <see cref="AccessList"/> changes it while the pipeline runs.</summary>
[JsonConverter(typeof(NoJsonConverter<AccessOptions>))]
public sealed class AccessOptions
{
    /// <summary>Whether everyone is let in, or only those of <see cref="Allowed"/>.</summary>
    /// <value>Default: <see cref="AccessMode.Open"/>, everyone who is not blocked.</value>
    public AccessMode Mode { get; set; }

    /// <summary>The users who are let in, by their ids (<see cref="ProofUserId"/>), if <see cref="Mode"/> is <see cref="AccessMode.Closed"/>.</summary>
    /// <value>Default: empty. It must be empty while the mode is <see cref="AccessMode.Open"/>, where it would have no effect.</value>
    public ISet<string> Allowed { get; } = new HashSet<string>();

    /// <summary>The users who are refused, by their ids (<see cref="ProofUserId"/>), even if they are on the allow list.</summary>
    /// <value>Default: empty.</value>
    public ISet<string> Blocked { get; } = new HashSet<string>();

    /// <summary>What becomes of requests that name no user.</summary>
    /// <value>Default: <see cref="MissingUserAccess.AsUnlisted"/>, let in while the mode is <see cref="AccessMode.Open"/>.</value>
    public MissingUserAccess MissingUser { get; set; }
}
