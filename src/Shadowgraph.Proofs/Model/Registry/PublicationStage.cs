namespace Shadowgraph.Proofs;

/// <summary>How far a publication of many changes is.</summary>
public enum PublicationStage
{
    /// <summary>Changes are read, validated and hashed; the registry can be changed by others meanwhile.</summary>
    Preparing,

    /// <summary>All are read. The tree is hashed, as soon as no other publication is under way.</summary>
    BuildingTree,

    /// <summary>The tree is hashed, and all is written to the registry's store. Without a store there is no such stage.</summary>
    Storing,

    /// <summary>The registry holds them all.</summary>
    Published,
}
