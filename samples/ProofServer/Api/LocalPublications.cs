using System.Text.Json;
using ProofServer.Registry;
using ProofServer.Security;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Api;

/// <summary>Changes made by this process, the publisher.</summary>
internal sealed class LocalPublications(RegistryAttestations registry) : IPublications
{
    public async Task<RootAnswer> AddAsync(HttpContext context, PublishBody body)
    {
        try
        {
            var attestations = AttestationJson.Read(JsonSerializer.SerializeToUtf8Bytes(body.Attestations, ServerJson.Default.JsonElement));
            if (body.Subject.IsZero)
                throw new ApiException(StatusCodes.Status400BadRequest, "InvalidRequest", "$.subject is the zero address, which has no owner.", "$.subject");
            return RootAnswer.Of(await registry.PublishAsync(RegistrySubject.Named(body.Subject), attestations, context.RequestAborted));
        }
        catch (InvalidAttestationException e)
        {
            var path = e.Field.StartsWith('$') ? "$.attestations" + e.Field[1..] : "$.attestations." + e.Field;
            throw new ApiException(StatusCodes.Status400BadRequest, "InvalidAttestation", $"{path}{e.Message[e.Field.Length..]}", path);
        }
        catch (InvalidOperationException e)
        {
            throw new ApiException(StatusCodes.Status409Conflict, "RegistryConflict", e.Message, "$.subject");
        }
    }

    public async Task<RootAnswer> HideAsync(HttpContext context, Fr commitment)
    {
        var caller = Caller.Of(context);
        var account = HiddenSubjects.AccountOf(caller.User);
        var opening = await registry.OpenAsync(caller.Account, context.RequestAborted) ?? throw RegistryEndpoints.NotInRegistry();
        await registry.RemoveAsync(account, context.RequestAborted);
        try
        {
            return RootAnswer.Of(await registry.PublishAsync(
                RegistrySubject.Hidden(account, commitment), Attestations.Of(account, opening), context.RequestAborted));
        }
        catch (InvalidOperationException)
        {
            throw new ApiException(
                StatusCodes.Status409Conflict, "RegistryConflict", "The commitment is another subject's. Make a new secret.", "$.identityCommitment");
        }
    }
}
