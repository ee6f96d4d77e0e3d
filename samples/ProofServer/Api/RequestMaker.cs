using System.Security.Cryptography;
using ProofServer.Registry;
using ProofServer.Security;
using Shadowgraph.Proofs;

namespace ProofServer.Api;

/// <summary>Makes a request for the pipeline of a body: the subject is the caller's, the opening the registry's.</summary>
internal sealed class RequestMaker(IAttestationSource registry)
{
    /// <param name="body">The requested proof; the secret is overwritten.</param>
    /// <param name="caller">The subject of the proof.</param>
    /// <param name="id">The idempotency key; null for none.</param>
    /// <param name="path">Where the body stands in the JSON.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ApiException">The request is invalid.</exception>
    public async Task<ProofRequest> MakeAsync(
        ProofBody body, Caller caller, Guid? id = null, string path = "$", CancellationToken cancellationToken = default)
    {
        var identity = IdentityOf(body, path);
        try
        {
            if (body.Recipient.IsZero) throw Bad($"{path}.recipient", "is the zero address, which has no owner. Name the wallet to which the proof is made out.");
            return new ProofRequest(await OpenAsync(caller, identity, path, cancellationToken), StatementOf(body, path))
            {
                Id = id,
                Recipient = body.Recipient,
                Scope = ScopeOf(body.Scope, $"{path}.scope"),
                Identity = identity,
                UserId = caller.User,
                Priority = (ProofPriority)(int)body.Priority,
            };
        }
        catch
        {
            identity?.Dispose();
            throw;
        }
    }

    /// <exception cref="ApiException">A text of the scope is too long or invalid.</exception>
    public static ProofScope ScopeOf(ScopeBody? body, string path)
    {
        if (body is null) return ProofScope.None;
        try
        {
            return new ProofScope(body.ChainId, body.VerifyingContract, body.RegistryId, body.Campaign);
        }
        catch (ArgumentException e)
        {
            throw Bad(path, $"can't be used: {e.Message}");
        }
    }

    /// <exception cref="ApiException">The bounds are invalid.</exception>
    public static ScoreBounds BoundsOf(BoundsBody body, string path)
    {
        if (body.Minimum is < 0 or > ScoreBounds.HighestScore) throw Bad($"{path}.minimum", "must be a score in millionths, 0 to 1000000.");
        if (body.Maximum is < 0 or > ScoreBounds.HighestScore) throw Bad($"{path}.maximum", "must be a score in millionths, 0 to 1000000.");
        if (body.Maximum < body.Minimum) throw Bad($"{path}.maximum", "must be at least the minimum.");
        return new ScoreBounds(body.Minimum, body.Maximum);
    }

    private static ProofStatement StatementOf(ProofBody body, string path)
    {
        if (body.ProofType is ProofTypeName.Exact or ProofTypeName.Membership && body.Bounds is not null)
            throw Bad($"{path}.bounds", "must be omitted: exact and membership proofs have no bounds.");
        if (body.ProofType is ProofTypeName.Threshold or ProofTypeName.Range && body.Bounds is null)
            throw Bad($"{path}.bounds", "is missing. Give the minimum in millionths, and for a range the maximum.");
        var bounds = body.Bounds is null ? ScoreBounds.Any : BoundsOf(body.Bounds, $"{path}.bounds");
        switch (body.ProofType)
        {
            case ProofTypeName.Exact: return ProofStatement.Exact();
            case ProofTypeName.Membership: return ProofStatement.SetMembership();
            case ProofTypeName.Range: return ProofStatement.Range(bounds.Minimum, bounds.Maximum);
            case ProofTypeName.Threshold when bounds.Maximum != ScoreBounds.HighestScore:
                throw Bad($"{path}.bounds.maximum", "must be omitted for a threshold. Request a range for an upper bound.");
            case ProofTypeName.Threshold: return ProofStatement.Threshold(bounds.Minimum);
        }

        try
        {
            var statement = body.Bounds is null ? ProofStatement.SetMembership() : ProofStatement.Range(bounds.Minimum, bounds.Maximum);
            return statement.Anonymously();
        }
        catch (ArgumentException e)
        {
            throw Bad($"{path}.bounds", $"can't be used: {e.Message}");
        }
    }

    private static IdentitySecret? IdentityOf(ProofBody body, string path)
    {
        try
        {
            if (body.ProofType != ProofTypeName.Anonymous)
            {
                return body.IdentitySecret is null
                    ? null
                    : throw Bad($"{path}.identitySecret", "must be omitted: only an anonymous proof needs the identity secret. Do not send a secret without need.");
            }

            return body.IdentitySecret is { } bytes
                ? IdentitySecret.FromBytes(bytes)
                : throw Bad($"{path}.identitySecret", "is missing: an anonymous proof is made with the secret of its subject, 32 bytes in base64.");
        }
        catch (ArgumentException e)
        {
            throw Bad($"{path}.identitySecret", $"is invalid: {e.Message}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body.IdentitySecret);
        }
    }

    private async Task<RegistryOpening> OpenAsync(Caller caller, IdentitySecret? identity, string path, CancellationToken cancellationToken)
    {
        if (identity is null)
        {
            return await registry.OpenAsync(caller.Account, cancellationToken) ?? throw new ApiException(
                StatusCodes.Status422UnprocessableEntity, "NotInRegistry",
                $"The registry has no attestations about your account {caller.Account}. Have a publisher add some: POST /api/registry/attestations.");
        }

        return await registry.OpenAsync(HiddenSubjects.AccountOf(caller.User), cancellationToken) is { } opening && opening.SubjectKey == identity.Commitment
            ? opening
            : throw Bad($"{path}.identitySecret", "is not the secret of a hidden subject of yours in the registry.");
    }

    private static ApiException Bad(string path, string problem) =>
        new(StatusCodes.Status400BadRequest, "InvalidRequest", $"{path} {problem}", path);
}
