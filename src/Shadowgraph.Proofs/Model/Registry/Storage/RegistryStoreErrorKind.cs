namespace Shadowgraph.Proofs;

/// <summary>Why a registry's store could not do what it was asked.</summary>
public enum RegistryStoreErrorKind
{
    /// <summary>The store could not be reached or did not answer. Nothing was stored. Trying again may help.</summary>
    Unavailable = 1,

    /// <summary>There is no room left, on the disk or within a limit of the database. Nothing was stored.</summary>
    Full = 2,

    /// <summary>Another process writes to this registry.</summary>
    InUse = 3,

    /// <summary>Another process became the writer of this registry. Nothing was stored; this one must open the registry again.</summary>
    Superseded = 4,

    /// <summary>The store failed while it committed, and did not answer since: the change is stored wholly or not at all. The registry asks
    /// the store before its next change.</summary>
    Indeterminate = 5,

    /// <summary>What the store holds is not what a registry wrote: damaged, altered, exchanged or incomplete.</summary>
    Damaged = 6,

    /// <summary>The store is sealed under another key, is not sealed, or is sealed and no key was given.</summary>
    WrongKey = 7,

    /// <summary>The database is of a kind, a version or with settings that this store does not work with.</summary>
    Unsupported = 8,

    /// <summary>The store holds no registry.</summary>
    Missing = 9,

    /// <summary>The database refused for another reason, which the inner exception tells. Nothing was stored.</summary>
    Refused = 10,
}
