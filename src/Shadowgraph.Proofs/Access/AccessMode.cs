using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Access;

/// <summary>The modes of an <see cref="AccessList"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccessMode>))]
public enum AccessMode
{
    /// <summary>Everyone except users on the block list is accepted. The allow list has no effect.</summary>
    Open,

    /// <summary>Only users on the allow list are accepted, unless blocked; nobody with an empty allow list.</summary>
    Closed,
}
