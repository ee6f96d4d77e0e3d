using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using ProofServer.Registry;
using ProofServer.Security;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Api;

/// <summary>The registry: publishes attestations, and returns the root and, to each owner, the opening of the owner's leaf.</summary>
internal static class RegistryEndpoints
{
    private const int MostEdges = 1000;

    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/registry").WithTags("Registry");
        group.MapGet("/root", RootAsync).WithSummary("The current root, which verifiers accept.");
        group.MapGet("/opening", OpeningAsync).RequireAuthorization().WithProblems()
            .WithSummary("The opening of the caller's leaf, or with hidden=true of the hidden subject, for proving without the server. Confidential.");
        group.MapGet("/web", WebAsync).RequireAuthorization().WithProblems()
            .WithSummary("The attestations about the caller; for a publisher also the attestations about the attesters.");
        group.MapPost("/attestations", PublishAsync).RequireAuthorization(Tokens.Publisher).Accepts<PublishBody>("application/json").WithProblems()
            .WithSummary("Adds attestations about a subject. Needs the role publisher.");
        group.MapPost("/identity", IdentityAsync).RequireAuthorization().Accepts<IdentityBody>(isOptional: true, "application/json").WithProblems()
            .WithSummary("Makes a hidden subject for the caller, with the attestations of the caller's account, in place of an earlier hidden subject: from a given "
                + "commitment, or from a new secret, which is returned once.");
    }

    private static async Task<Ok<RootAnswer>> RootAsync(HttpContext context, IAttestationSource registry)
    {
        await registry.RefreshAsync(context.RequestAborted);
        return TypedResults.Ok(RootAnswer.Of(registry.Latest));
    }

    private static async Task<FileContentHttpResult> OpeningAsync(HttpContext context, IAttestationSource registry, bool hidden = false)
    {
        var opening = hidden
            ? await registry.OpenAsync(HiddenSubjects.AccountOf(Caller.Of(context).User), context.RequestAborted) ?? throw new ApiException(
                StatusCodes.Status404NotFound, "NotInRegistry", "You have no hidden subject. Make one first: POST /api/registry/identity.")
            : await OpenAsync(context, registry);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(opening.ToJson(), "application/json");
    }

    private static async Task<RegistryOpening> OpenAsync(HttpContext context, IAttestationSource registry) =>
        await registry.OpenAsync(Caller.Of(context).Account, context.RequestAborted) ?? throw NotInRegistry();

    /// <summary>The answer to a caller without a leaf.</summary>
    internal static ApiException NotInRegistry() => new(
        StatusCodes.Status404NotFound, "NotInRegistry", "The registry has no attestations about your account. Have a publisher add some.");

    private static async Task<Ok<WebAnswer>> WebAsync(HttpContext context, IAttestationSource registry, TimeProvider time)
    {
        var caller = Caller.Of(context);
        var opening = await registry.OpenAsync(caller.Account, context.RequestAborted);
        var edges = opening is null ? [] : Attestations.Of(caller.Account, opening).ToList();
        OpinionAnswer? opinion = null;
        try
        {
            if (opening is not null) opinion = OpinionAnswer.Of(opening.Fuse(time.GetUtcNow()));
        }
        catch (InsufficientEvidenceException)
        {
            // All have expired: there is no opinion.
        }

        if (caller.IsPublisher)
        {
            foreach (var attester in edges.Select(edge => edge.Source).ToArray())
            {
                if (edges.Count >= MostEdges) break;
                edges.AddRange((await registry.AboutAsync(attester, context.RequestAborted)).Take(MostEdges - edges.Count));
            }
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new WebAnswer(caller.Account.ToString(), [.. edges.Select(Edge)], opinion));
    }

    private static EdgeAnswer Edge(Attestation edge) => new(
        edge.Source.ToString(), edge.Target.ToString(), edge.Opinion.Belief, edge.Opinion.Disbelief, edge.Opinion.Uncertainty, edge.Weight,
        edge.Type.ToString(), edge.CreatedAt, edge.ExpiresAt);

    private static async Task<Ok<RootAnswer>> PublishAsync(HttpContext context, IPublications publications)
    {
        var body = await BodyReader.ReadAsync(context, ServerJson.Default.PublishBody, BodyReader.MaxLargeBytes);
        return TypedResults.Ok(await publications.AddAsync(context, body));
    }

    private static async Task<Ok<IdentityAnswer>> IdentityAsync(HttpContext context, IPublications publications)
    {
        var body = context.Request.HasJsonContentType() ? await BodyReader.ReadAsync(context, ServerJson.Default.IdentityBody) : null;
        if (body is not null)
        {
            var given = await publications.HideAsync(context, CommitmentOf(Caller.Of(context), body.IdentityCommitment));
            return TypedResults.Ok(new IdentityAnswer(null, body.IdentityCommitment, given.Root!, given.Sequence!.Value));
        }

        // The publisher gets the commitment alone, also from a server that forwards.
        using var secret = IdentitySecret.Create();
        var root = await publications.HideAsync(context, secret.Commitment);
        var bytes = new byte[IdentitySecret.Size];
        try
        {
            secret.Export(bytes);
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(new IdentityAnswer(Convert.ToBase64String(bytes), secret.Commitment.ToString(), root.Root!, root.Sequence!.Value));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static Fr CommitmentOf(Caller caller, string commitment)
    {
        try
        {
            if (Fr.TryParse(commitment, out var parsed)) return RegistrySubject.Hidden(HiddenSubjects.AccountOf(caller.User), parsed).IdentityCommitment!.Value;
        }
        catch (ArgumentException)
        {
            // As small as an address.
        }

        throw new ApiException(
            StatusCodes.Status400BadRequest, "InvalidRequest",
            "$.identityCommitment must be the commitment of an identity secret: a decimal number from 2^160 to the group order, in quotes.", "$.identityCommitment");
    }
}
