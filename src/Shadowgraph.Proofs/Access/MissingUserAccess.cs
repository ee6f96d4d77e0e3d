namespace Shadowgraph.Proofs.Access;

/// <summary>What becomes of requests that name no user.</summary>
public enum MissingUserAccess
{
    /// <summary>They are let in as any user is who is on neither list: while the allow list is empty.</summary>
    AsUnlisted,

    /// <summary>They are let in, whoever is on the allow list.</summary>
    Allowed,

    /// <summary>They are refused.</summary>
    Denied,
}
