using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Access;

/// <summary>What becomes of requests that name no user.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissingUserAccess>))]
public enum MissingUserAccess
{
    /// <summary>They are let in as any user is who is on neither list: while the mode is <see cref="AccessMode.Open"/>.</summary>
    AsUnlisted,

    /// <summary>They are let in, whatever the mode.</summary>
    Allowed,

    /// <summary>They are refused.</summary>
    Denied,
}
