using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

internal sealed partial class RegistryWriter
{
    /// <summary>Stages the changes of the store that the registry lacks.</summary>
    /// <exception cref="RegistryStoreException">The changes conflict with the registry, or the resulting root differs from the store's
    /// root.</exception>
    public StagedPublication StageStored(StoredChange change, Func<RegistryEntry, AttestationBundle> load, Parallelism parallelism)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        (_staged, _keys) = (null, null);
        var keys = new RegistryKeys(_state);
        if (change.LeafCount < _state.LeafCount || change.Removed.Any(index => index < 0 || index >= change.LeafCount))
        {
            throw RegistryJournal.Damaged(change.LeafCount, "is in the registry and missing in the store");
        }
        if (keys.AddStored(change, load) is { } index) throw RegistryJournal.Damaged(index, "is of a subject that another leaf is of");
        var tree = keys.StageTree(parallelism);
        RegistryJournal.RequireRoot(tree.Root, change);
        keys.Complete(parallelism.Cancellation);
        _keys = keys;
        return _staged = new(this, keys.Changes, [], tree);
    }
}
