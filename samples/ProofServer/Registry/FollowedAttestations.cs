using System.Data.Common;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Registry;

/// <summary>
/// A registry that another process publishes. Every opening begins with a look at the sequence in the store, so that an opening includes all
/// additions that any server has answered before.
/// </summary>
internal sealed class FollowedAttestations(AttestationRegistry registry, DbDataSource database) : AttestationSource(registry, database)
{
    public override PublishedRoot? Latest => Registry.Roots is [.., var latest] ? latest : null;

    public override IReadOnlyCollection<Fr> AcceptedRoots => [.. Registry.Roots.TakeLast(AcceptedRootCount).Reverse().Select(root => root.Root)];

    public override Task RefreshAsync(CancellationToken cancellationToken = default) => Registry.RefreshAsync(cancellationToken);

    /// <summary>Loads a publication that the publisher has answered.</summary>
    /// <param name="sequence">The sequence of the publication.</param>
    /// <param name="root">The root of the publication, in decimal digits.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>False if the store has no such publication: the publisher writes to another registry.</returns>
    /// <exception cref="RegistryStoreException">The store failed.</exception>
    public async Task<bool> TryFollowAsync(long sequence, string root, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        var roots = Registry.Roots;

        // A publication before the retained roots was overtaken by a thousand others, and is in the store.
        if (roots.Count == 0 || sequence > roots[^1].Sequence) return false;
        return sequence < roots[0].Sequence || roots[(int)(sequence - roots[0].Sequence)].Root.ToString() == root;
    }
}
