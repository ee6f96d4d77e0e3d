namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Pairs of points for a <see cref="BatchAdder{TLanes, TBase}"/>, in groups of eight: the sources of points and the destinations of sums.</summary>
/// <remarks>A point in lanes is two blocks, x and y, reduced. Implementations are structures, for which the JIT specialises the additions.</remarks>
internal unsafe interface IPointPairs
{
    /// <summary>
    /// Blocks of a group held by the <see cref="BatchAdder{TLanes, TBase}"/>: 4 for packed points, 2 if the first points have a place in lanes, 0 if both are in
    /// lanes already.
    /// </summary>
    static abstract int HeldBlocks { get; }

    /// <summary>Brings the points of a group into lanes.</summary>
    void Load(int group, double* held);

    /// <summary>The first points of a group, later replaced by the sums.</summary>
    double* First(int group, double* held);

    /// <summary>The second points of a group.</summary>
    double* Second(int group, double* held);

    /// <summary>Prefetches the points of a group to be loaded soon, if the group exists.</summary>
    void Prefetch(int group);

    /// <summary>Called when the sums of a group have replaced the first points.</summary>
    void Finish(int group, double* held);
}
