using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The stages of a publication of many changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PublicationStage>))]
public enum PublicationStage
{
    /// <summary>Changes are read, validated and hashed; concurrent publications are possible.</summary>
    Preparing,

    /// <summary>All changes are read. Hashing of the tree, after any concurrent publication ends.</summary>
    BuildingTree,

    /// <summary>The tree is hashed, and the changes are written to the registry's store. Skipped without a store.</summary>
    Storing,

    /// <summary>The registry holds all changes.</summary>
    Published,
}
