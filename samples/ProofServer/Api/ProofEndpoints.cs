using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using ProofServer.Registry;
using ProofServer.Requests;
using ProofServer.Security;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Files;

namespace ProofServer.Api;

/// <summary>Endpoints to request, look up, cancel and verify proofs.</summary>
internal static class ProofEndpoints
{
    private const int MaxBatch = 50;

    public static void Map(IEndpointRouteBuilder app)
    {
        var proofs = app.MapGroup("/api/proof").RequireAuthorization().WithTags("Proofs");
        proofs.MapPost("/generate", GenerateAsync).Accepts<ProofBody>("application/json").WithProblems()
            .WithSummary("Proves, and returns the proof. The subject is the token's account. Aborting the call cancels the proof, unless another call waits for the same proof.");
        proofs.MapPost("/submit", SubmitAsync).Accepts<ProofBody>("application/json").WithProblems()
            .WithSummary("Submits a request and returns its id at once.");
        proofs.MapPost("/batch", BatchAsync).Accepts<BatchBody>("application/json").WithProblems()
            .WithSummary($"Proves up to {MaxBatch} statements, and returns all results.");
        proofs.MapGet("/status/{id:guid}", StatusAsync).WithProblems().WithSummary("A request of the caller, with its result once the request has ended.");
        proofs.MapPost("/cancel/{id:guid}", CancelAsync).WithProblems().WithSummary("Cancels a request of the caller's.");
        proofs.MapPost("/verify", VerifyAsync).Accepts<VerifyBody>("application/json").WithProblems()
            .WithSummary("Verifies a proof against an expectation and the registry's last roots.");
        app.MapPost("/api/v1/generate-proof", GenerateAsync).RequireAuthorization().WithTags("Version 1").Accepts<ProofBody>("application/json")
            .WithProblems().WithSummary("As /api/proof/generate, at the address of the older service.");
    }

    private static async Task<Ok<ProofAnswer>> GenerateAsync(
        HttpContext context, RequestMaker maker, IProofRequests requests, IdempotencyKeys keys, Waiters waiters)
    {
        var (id, isKept, _) = await EnterAsync(context, maker, requests, keys);
        return TypedResults.Ok(ProofAnswer.Of((await waiters.WaitAsync(id, Caller.Of(context).User, isKept, context.RequestAborted)).EnsureCompleted()));
    }

    private static async Task<Accepted<SubmittedAnswer>> SubmitAsync(
        HttpContext context, RequestMaker maker, IProofRequests requests, IdempotencyKeys keys)
    {
        var (id, _, predicted) = await EnterAsync(context, maker, requests, keys);
        return TypedResults.Accepted($"/api/proof/status/{id}", new SubmittedAnswer(id, RemainingAnswer.Of(predicted)));
    }

    /// <returns>The request, whether other calls share the request, and the expected duration.</returns>
    private static async Task<(Guid Id, bool IsKept, DurationPrediction? Predicted)> EnterAsync(
        HttpContext context, RequestMaker maker, IProofRequests requests, IdempotencyKeys keys)
    {
        var caller = Caller.Of(context);
        var key = IdempotencyKeys.IdOf(context, caller.User);
        var body = await ReadAsync(context);
        if (key is { } known && await keys.FindAsync(known, caller.User, body, context.RequestAborted) is { } earlier)
            return (earlier, true, (await requests.FindAsync(earlier, caller.User, context.RequestAborted))?.Progress.Remaining);
        var request = await maker.MakeAsync(body, caller, key, cancellationToken: context.RequestAborted);
        using (request.Identity)
        {
            var submitted = await requests.SubmitAsync(request, context.RequestAborted);
            if (key is { } made) keys.Add(made, body, submitted.Id);
            return (submitted.Id, key is not null, submitted.Predicted);
        }
    }

    private static async Task<ProofBody> ReadAsync(HttpContext context)
    {
        try
        {
            return await BodyReader.ReadAsync(context, ServerJson.Default.ProofBody);
        }
        catch (JsonException e) when (e.Path == "$.attestations")
        {
            throw new ApiException(
                StatusCodes.Status400BadRequest, "AttestationsInRequest",
                "A request can't contain attestations: a proof about attestations chosen by its subject would be worthless. Publish the attestations first, "
                + "with POST /api/registry/attestations and the role publisher; proofs are about the registry's content.",
                "$.attestations");
        }
    }

    private static async Task<Ok<IReadOnlyList<BatchItemAnswer>>> BatchAsync(HttpContext context, RequestMaker maker, IProofRequests proofs)
    {
        var caller = Caller.Of(context);
        var body = await BodyReader.ReadAsync(context, ServerJson.Default.BatchBody);
        if (body.Requests.Count is 0 or > MaxBatch)
            throw new ApiException(StatusCodes.Status400BadRequest, "InvalidRequest", $"$.requests must have 1 to {MaxBatch} entries.", "$.requests");
        var requests = new List<ProofRequest>();
        try
        {
            for (var i = 0; i < body.Requests.Count; i++)
                requests.Add(await maker.MakeAsync(body.Requests[i], caller, path: $"$.requests[{i}]", cancellationToken: context.RequestAborted));
            var results = new BatchItemAnswer[requests.Count];
            await foreach (var result in proofs.ProveManyAsync(requests, context.RequestAborted))
                results[result.Index] = new BatchItemAnswer(result.Index, ProofAnswer.Of(result.Result));
            return TypedResults.Ok<IReadOnlyList<BatchItemAnswer>>(results);
        }
        finally
        {
            foreach (var request in requests) request.Identity?.Dispose();
        }
    }

    private static async Task<Ok<StatusAnswer>> StatusAsync(HttpContext context, Guid id, IProofRequests requests)
    {
        var status = await FindAsync(context, id, requests);
        return TypedResults.Ok(StatusAnswer.Of(status, await requests.FindResultAsync(id, Caller.Of(context).User, context.RequestAborted)));
    }

    private static async Task<Ok<CancelledAnswer>> CancelAsync(HttpContext context, Guid id, IProofRequests requests)
    {
        await FindAsync(context, id, requests);
        return await requests.CancelAsync(id, Caller.Of(context).User, context.RequestAborted)
            ? TypedResults.Ok(new CancelledAnswer(id, true))
            : throw new ApiException(StatusCodes.Status409Conflict, "AlreadyEnded", "The request has ended already. Look at its status.");
    }

    private static async Task<ProofStatus> FindAsync(HttpContext context, Guid id, IProofRequests requests) =>
        await requests.FindAsync(id, Caller.Of(context).User, context.RequestAborted) ?? throw ApiException.UnknownRequest();

    private static async Task<Ok<VerificationAnswer>> VerifyAsync(HttpContext context, Verifiers verifiers, IAttestationSource registry)
    {
        var body = await BodyReader.ReadAsync(context, ServerJson.Default.VerifyBody, BodyReader.MaxLargeBytes);
        ReputationProof proof;
        try
        {
            proof = ReputationProof.FromJson(JsonSerializer.SerializeToUtf8Bytes(body.Proof, ServerJson.Default.JsonElement));
        }
        catch (ProofFileException e)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "InvalidProof", $"$.proof is invalid: {e.Message}", "$.proof");
        }

        var expected = body.Expectation;
        await registry.RefreshAsync(context.RequestAborted);
        try
        {
            var verification = await verifiers.VerifyAsync(proof, new ProofExpectation
            {
                AcceptedRoots = registry.AcceptedRoots,
                Scope = RequestMaker.ScopeOf(expected.Scope, "$.expectation.scope"),
                Recipient = expected.Recipient,
                Mode = (ProofMode)(int)expected.Mode,
                Bounds = expected.Bounds is null ? ScoreBounds.Any : RequestMaker.BoundsOf(expected.Bounds, "$.expectation.bounds"),
                RequireExactScore = expected.RequireExactScore,
                Subject = expected.Subject,
            }, context.RequestAborted);
            return TypedResults.Ok(new VerificationAnswer(
                verification.IsValid,
                [.. verification.Failures.Select(failure => new FailureAnswer(failure.Check.ToString(), failure.Link, failure.Message, failure.Advice))]));
        }
        catch (ArgumentException e)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "InvalidExpectation", e.Message, "$.expectation");
        }
    }

    /// <summary>The problem responses of all endpoints.</summary>
    internal static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder builder) => builder
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413)
        .ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);
}
