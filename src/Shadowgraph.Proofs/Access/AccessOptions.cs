using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Access;

/// <summary>The initial access rules; <see cref="AccessList"/> changes the rules at run time.</summary>
[JsonConverter(typeof(NoJsonConverter<AccessOptions>))]
public sealed class AccessOptions
{
    /// <summary>Whether everyone is accepted, or only the users in <see cref="Allowed"/>.</summary>
    /// <value>Default: <see cref="AccessMode.Open"/>, everyone except blocked users.</value>
    public AccessMode Mode { get; set; }

    /// <summary>The ids (<see cref="ProofUserId"/>) of accepted users if <see cref="Mode"/> is <see cref="AccessMode.Closed"/>.</summary>
    /// <value>Default: empty. Must be empty in the mode <see cref="AccessMode.Open"/>, where the list would have no effect.</value>
    public ISet<string> Allowed { get; } = new HashSet<string>();

    /// <summary>The ids (<see cref="ProofUserId"/>) of refused users, even if also on the allow list.</summary>
    /// <value>Default: empty.</value>
    public ISet<string> Blocked { get; } = new HashSet<string>();

    /// <summary>The treatment of requests without a user.</summary>
    /// <value>Default: <see cref="MissingUserAccess.AsUnlisted"/>, accepted in the mode <see cref="AccessMode.Open"/>.</value>
    public MissingUserAccess MissingUser { get; set; }
}
