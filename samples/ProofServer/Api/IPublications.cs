using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Api;

/// <summary>
/// Changes of the registry that callers of the API request. The publisher's process makes changes itself; other servers forward changes to the
/// publisher. A completed change is in the database, and this server's registry includes the change.
/// </summary>
internal interface IPublications
{
    /// <summary>Adds attestations about a subject.</summary>
    /// <param name="context">The call, of a caller with the role publisher.</param>
    /// <param name="body">Subject and attestations.</param>
    /// <exception cref="ApiException">The attestations are invalid, or the publisher is away.</exception>
    Task<RootAnswer> AddAsync(HttpContext context, PublishBody body);

    /// <summary>Makes a hidden subject for the caller, with the attestations of the caller's account, in place of an earlier hidden subject.</summary>
    /// <param name="context">The call.</param>
    /// <param name="commitment">The commitment of the identity secret.</param>
    /// <exception cref="ApiException">The caller's account is not in the registry, the commitment belongs to another subject, or the publisher is
    /// away.</exception>
    Task<RootAnswer> HideAsync(HttpContext context, Fr commitment);
}
