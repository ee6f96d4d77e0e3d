using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>The retained roots of a registry. Immutable.</summary>
/// <param name="Roots">By sequence, without gaps.</param>
internal sealed record RootHistory(IReadOnlyList<PublishedRoot> Roots)
{
    public static RootHistory Empty { get; } = new([]);

    /// <summary>The sequence of the latest change; 0 before the first change.</summary>
    public long Sequence => Roots.Count > 0 ? Roots[^1].Sequence : 0;

    /// <summary>Reads the roots of a store, and checks that all seals are valid and no root is missing in between.</summary>
    /// <exception cref="RegistryStoreException">A root is altered or missing.</exception>
    public static RootHistory From(IReadOnlyList<RegistryStoreRoot> stored, IRowSeal seal)
    {
        var roots = new List<PublishedRoot>(stored.Count);
        foreach (var root in stored)
        {
            if (root.Root.Length != Fr.Size || !seal.SealRoot(root).AsSpan().SequenceEqual(root.Seal.Span) || !Fr.TryRead(root.Root.Span, out var value))
            {
                throw Damaged($"Root {root.Sequence} in the registry's store was altered, or was not written with this key.");
            }
            if (roots.Count > 0 && root.Sequence != roots[^1].Sequence + 1)
            {
                throw Damaged($"The registry's store lacks the roots between {roots[^1].Sequence} and {root.Sequence}.");
            }
            roots.Add(new(root.Sequence, value, root.SubjectCount, root.PublishedAt));
        }

        return new(roots);
    }

    /// <summary>The history with an added root, without the roots beyond the retained number.</summary>
    public RootHistory With(PublishedRoot root, int retained) => new([.. Roots.Skip(Roots.Count + 1 - retained), root]);

    private static RegistryStoreException Damaged(string problem) =>
        new(RegistryStoreErrorKind.Damaged, problem + " Restore the store from a copy.");
}
