namespace Shadowgraph.Proofs;

/// <summary>How far a publication of many changes is.</summary>
public enum PublicationStage
{
    /// <summary>Changes are read, validated and hashed; the registry can be changed by others meanwhile.</summary>
    Preparing,

    /// <summary>All are read. The tree is hashed, as soon as no other publication is under way.</summary>
    BuildingTree,

    /// <summary>The registry holds them all.</summary>
    Published,
}
