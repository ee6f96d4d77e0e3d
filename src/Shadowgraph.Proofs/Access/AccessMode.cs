using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Access;

/// <summary>Whom an <see cref="AccessList"/> lets in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccessMode>))]
public enum AccessMode
{
    /// <summary>Everyone but those on the block list. The allow list has no effect.</summary>
    Open,

    /// <summary>Those on the allow list, unless they are on the block list; nobody while it is empty.</summary>
    Closed,
}
