using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>A live leaf of a registry: whom it is about, where it is, and what it commits to. Immutable but for where its bundle
/// lies.</summary>
internal sealed class RegistryEntry
{
    // A bundle, or what loads it.
    private object _bundle;

    public RegistryEntry(int index, RegistrySubject subject, in Fr salt, AttestationBundle bundle)
        : this(index, subject, salt, (object)bundle)
    {
    }

    /// <param name="index">The leaf's place in the tree.</param>
    /// <param name="subject">Whom it is about.</param>
    /// <param name="salt">What hides the rest.</param>
    /// <param name="load">Loads the bundle whenever the leaf is opened; outside every lock, on the caller's thread. It is given the entry,
    /// whose salt tells the versions of a leaf apart.</param>
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

    /// <summary>The leaf's place in the tree; it stays while the leaf lives.</summary>
    public int Index { get; }

    public RegistrySubject Subject { get; }

    public Fr Salt { get; }

    /// <summary>All attestations of the subject, loaded if need be.</summary>
    public AttestationBundle Bundle
    {
        get
        {
            var bundle = Volatile.Read(ref _bundle);
            return bundle as AttestationBundle ?? ((Func<RegistryEntry, AttestationBundle>)bundle)(this);
        }
    }

    /// <summary>Lets go of the bundle: from now on it is loaded.</summary>
    public void Release(Func<RegistryEntry, AttestationBundle> load) => Volatile.Write(ref _bundle, load);

    public override string ToString() => $"{Subject}, salt redacted";
}
