namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Pairs of points that a <see cref="BatchAdder{TLanes}"/> adds, in groups of eight: where they come from and where sums go.</summary>
/// <remarks>A point in lanes is two blocks, x and y, reduced. Implementations are structures, for which the JIT specialises the additions.</remarks>
internal unsafe interface IPointPairs
{
    /// <summary>Blocks of a group that the <see cref="BatchAdder{TLanes}"/> holds: 4 for points that are elsewhere packed, 2 if the first ones
    /// have a place, 0 if both are in lanes already.</summary>
    static abstract int HeldBlocks { get; }

    /// <summary>Brings the points of a group into lanes.</summary>
    void Load(int group, double* held);

    /// <summary>The first points of a group, and then their sums.</summary>
    double* First(int group, double* held);

    /// <summary>The second points of a group.</summary>
    double* Second(int group, double* held);

    /// <summary>Asks for the points of a group that is to be loaded soon, if there is one.</summary>
    void Prefetch(int group);

    /// <summary>The sums of a group are where its first points were.</summary>
    void Finish(int group, double* held);
}
