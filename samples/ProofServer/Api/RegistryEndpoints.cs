using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using ProofServer.Registry;
using ProofServer.Security;
using Shadowgraph.Proofs;

namespace ProofServer.Api;

/// <summary>The registry: attestations in, the root out, and to each owner what its leaf holds.</summary>
internal static class RegistryEndpoints
{
    private const int MostEdges = 300;

    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/registry").WithTags("Registry");
        group.MapGet("/root", Root).WithSummary("The current root, which verifiers accept.");
        group.MapGet("/opening", Opening).RequireAuthorization().WithProblems()
            .WithSummary("The opening of the caller's leaf, for proving without the server. Confidential.");
        group.MapGet("/web", Web).RequireAuthorization().WithProblems()
            .WithSummary("The attestations about the caller; for a publisher also the attestations about the attesters.");
        group.MapPost("/attestations", PublishAsync).RequireAuthorization(Tokens.Publisher).Accepts<PublishBody>("application/json").WithProblems()
            .WithSummary("Adds attestations about a subject. Needs the role publisher.");
        group.MapPost("/identity", Identity).RequireAuthorization().WithProblems()
            .WithSummary("Makes a hidden subject of the caller's, with the attestations that its account has, and hands its secret out once.");
    }

    private static Ok<RootAnswer> Root(IAttestationSource registry) => TypedResults.Ok(new RootAnswer(registry.Root?.ToString(), registry.Count));

    private static FileContentHttpResult Opening(HttpContext context, IAttestationSource registry)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(OpeningOf(context, registry).ToJson(), "application/json");
    }

    private static RegistryOpening OpeningOf(HttpContext context, IAttestationSource registry) =>
        registry.Open(Caller.Of(context).Account) ?? throw new ApiException(
            StatusCodes.Status404NotFound, "NotInRegistry", "The registry has no attestations about your account. Have a publisher add some.");

    private static Ok<WebAnswer> Web(HttpContext context, IAttestationSource registry, TimeProvider time)
    {
        var caller = Caller.Of(context);
        var edges = registry.About(caller.Account).ToList();
        OpinionAnswer? opinion = null;
        try
        {
            if (registry.Open(caller.Account) is { } opening) opinion = OpinionAnswer.Of(opening.Fuse(time.GetUtcNow()));
        }
        catch (InsufficientEvidenceException)
        {
            // All have expired: there is no opinion.
        }

        if (caller.IsPublisher)
        {
            foreach (var attester in edges.Select(edge => edge.Source).ToArray())
                edges.AddRange(registry.About(attester).Take(Math.Max(0, MostEdges - edges.Count)));
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new WebAnswer(caller.Account.ToString(), [.. edges.Select(Edge)], opinion));
    }

    private static EdgeAnswer Edge(Attestation edge) => new(
        edge.Source.ToString(), edge.Target.ToString(), edge.Opinion.Belief, edge.Opinion.Disbelief, edge.Opinion.Uncertainty, edge.Weight,
        edge.Type.ToString(), edge.CreatedAt, edge.ExpiresAt);

    private static async Task<Ok<RootAnswer>> PublishAsync(HttpContext context, IAttestationSource registry)
    {
        var body = await BodyReader.ReadAsync(context, ServerJson.Default.PublishBody, BodyReader.MaxLargeBytes);
        try
        {
            var attestations = AttestationJson.Read(JsonSerializer.SerializeToUtf8Bytes(body.Attestations, ServerJson.Default.JsonElement));
            if (body.Subject.IsZero)
                throw new ApiException(StatusCodes.Status400BadRequest, "InvalidRequest", "$.subject is the zero address, which has no owner.", "$.subject");
            registry.Publish(RegistrySubject.Named(body.Subject), attestations);
            return Root(registry);
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

    private static Ok<IdentityAnswer> Identity(HttpContext context, IAttestationSource registry, HiddenSubjects hidden)
    {
        var caller = Caller.Of(context);
        var about = registry.About(caller.Account);
        if (about.Count == 0) OpeningOf(context, registry);
        using var secret = IdentitySecret.Create();
        var account = hidden.Add(caller.User, secret.Commitment);
        registry.Publish(
            RegistrySubject.Hidden(account, secret.Commitment), [.. about.Select(attestation => attestation with { Target = account })]);
        var bytes = new byte[IdentitySecret.Size];
        try
        {
            secret.Export(bytes);
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(new IdentityAnswer(Convert.ToBase64String(bytes), secret.Commitment.ToString(), registry.Root.ToString()!));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
