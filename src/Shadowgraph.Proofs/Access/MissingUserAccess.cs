using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Access;

/// <summary>The treatment of requests without a user.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissingUserAccess>))]
public enum MissingUserAccess
{
    /// <summary>The request is treated like that of a user on neither list: accepted in the mode <see cref="AccessMode.Open"/>.</summary>
    AsUnlisted,

    /// <summary>The request is accepted in both modes.</summary>
    Allowed,

    /// <summary>The request is refused.</summary>
    Denied,
}
