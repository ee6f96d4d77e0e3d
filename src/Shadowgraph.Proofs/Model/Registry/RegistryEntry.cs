using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>A live leaf of a registry: subject, index and commitment inputs. Immutable, except that the bundle may be in memory or in the
/// store.</summary>
internal sealed class RegistryEntry
{
    // A bundle, or a delegate that loads the bundle.
    private object _bundle;

    public RegistryEntry(int index, RegistrySubject subject, in Fr salt, AttestationBundle bundle)
        : this(index, subject, salt, (object)bundle)
    {
    }

    /// <param name="index">The index of the leaf in the tree.</param>
    /// <param name="subject">The subject of the leaf.</param>
    /// <param name="salt">The blinding salt of the leaf.</param>
    /// <param name="load">Loads the bundle whenever the leaf is opened; called outside all locks, on the caller's thread. The entry argument
    /// identifies the version of the leaf by the salt.</param>
    public RegistryEntry(int index, RegistrySubject subject, in Fr salt, Func<RegistryEntry, AttestationBundle> load)
        : this(index, subject, salt, (object)load)
    {
    }

    private RegistryEntry(int index, RegistrySubject subject, in Fr salt, object bundle)
    {
        Index = index;
        Subject = subject;
        Salt = salt;
        _bundle = bundle;
    }

    /// <summary>The index of the leaf in the tree, constant while the leaf lives.</summary>
    public int Index { get; }

    public RegistrySubject Subject { get; }

    public Fr Salt { get; }

    /// <summary>All attestations of the subject, loaded if necessary.</summary>
    public AttestationBundle Bundle
    {
        get
        {
            var bundle = Volatile.Read(ref _bundle);
            return bundle as AttestationBundle ?? ((Func<RegistryEntry, AttestationBundle>)bundle)(this);
        }
    }

    /// <summary>Drops the bundle from memory; later reads load the bundle.</summary>
    public void Release(Func<RegistryEntry, AttestationBundle> load) => Volatile.Write(ref _bundle, load);

    public override string ToString() => $"{Subject}, salt redacted";
}
