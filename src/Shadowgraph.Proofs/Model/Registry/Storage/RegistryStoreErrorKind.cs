using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The reason for a failure of a registry's store.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegistryStoreErrorKind>))]
public enum RegistryStoreErrorKind
{
    /// <summary>The store could not be reached or did not answer. Nothing was stored. A retry may help.</summary>
    Unavailable = 1,

    /// <summary>No space is left, on the disk or within a limit of the database. Nothing was stored.</summary>
    Full = 2,

    /// <summary>Another process is the writer of this registry.</summary>
    InUse = 3,

    /// <summary>Another process became the writer of this registry. Nothing was stored; the superseded process must open the registry
    /// again.</summary>
    Superseded = 4,

    /// <summary>The store failed during a commit and has not answered since: the change is stored completely or not at all. Before the next change
    /// the registry checks the store.</summary>
    Indeterminate = 5,

    /// <summary>The contents of the store were not written by a registry: damaged, altered, exchanged or incomplete.</summary>
    Damaged = 6,

    /// <summary>The store is sealed under another key, is not sealed, or is sealed and no key was given.</summary>
    WrongKey = 7,

    /// <summary>The kind, version or settings of the database are not supported by this store.</summary>
    Unsupported = 8,

    /// <summary>The store holds no registry.</summary>
    Missing = 9,

    /// <summary>The database refused for another reason, stated by the inner exception. Nothing was stored.</summary>
    Refused = 10,
}
