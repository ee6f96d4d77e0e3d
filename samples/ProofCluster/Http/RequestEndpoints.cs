using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans.Dashboard;
using ProofCluster.Contract;
using ProofCluster.Fronts;
using ProofCluster.Operating;
using ProofCluster.Sealing;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Files;

namespace ProofCluster.Http;

/// <summary>
/// The front's API: submit, look up, follow, fetch, cancel and forget, from any front and any device, with the token of the request's owner.
/// </summary>
internal static class RequestEndpoints
{
    private const string IdempotencyKey = "Idempotency-Key";
    private const string Json = "application/json";

    /// <summary>Maps the API and, for this machine only, the operator's page.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/health", () => TypedResults.Ok());
        var requests = app.MapGroup("/v1/requests").AddEndpointFilter(AuthenticateAsync);
        requests.MapPost("", SubmitAsync);
        requests.MapGet("/{id:guid}", FindAsync);
        requests.MapGet("/{id:guid}/result", ResultAsync);
        requests.MapGet("/{id:guid}/progress", ProgressAsync);
        requests.MapPost("/{id:guid}/cancel", CancelAsync);
        requests.MapDelete("/{id:guid}", ForgetAsync);
        app.MapOrleansDashboard("/operator").AddEndpointFilter(OnlyThisMachineAsync);
        app.MapGet("/operator/requests", CountsAsync).AddEndpointFilter(OnlyThisMachineAsync);
    }

    private static async ValueTask<object?> AuthenticateAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        if (context.RequestServices.GetRequiredService<UserTokens>().UserOf(context.Request) is not { } user)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return TypedResults.Problem("The token is missing or unknown. Send Authorization: Bearer TOKEN.", statusCode: 401, title: "Unauthorized");
        }

        context.Items[typeof(ProofUserId)] = user;
        try
        {
            return await next(call);
        }
        catch (ProofErrorException e)
        {
            return ProblemOf(context, e.Error);
        }
    }

    private static async ValueTask<object?> OnlyThisMachineAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.Connection.RemoteIpAddress is { } address && System.Net.IPAddress.IsLoopback(address) ? await next(call) : TypedResults.NotFound();

    private static async Task<ContentHttpResult> CountsAsync(CountsStore store, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return TypedResults.Content(RequestsPage.Write(await store.ReadAsync(now), now), "text/html; charset=utf-8");
    }

    private static ProofUserId UserOf(HttpContext context) => (ProofUserId)context.Items[typeof(ProofUserId)]!;

    private static async Task<IResult> SubmitAsync(HttpContext context, IProofCluster cluster)
    {
        Guid? key = null;
        if (context.Request.Headers.TryGetValue(IdempotencyKey, out var values))
        {
            if (values is not [{ } text] || !Guid.TryParse(text, out var given) || given == Guid.Empty)
                return TypedResults.Problem($"{IdempotencyKey} must be one GUID.", statusCode: 400, title: "InvalidIdempotencyKey");
            key = given;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        ProofRequest request;
        try
        {
            request = ProofRequest.FromJson(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (ProofFileException e)
        {
            return TypedResults.Problem(e.Message, statusCode: 400, title: "InvalidRequest");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body.GetBuffer());
        }

        using var identity = request.Identity;
        var id = await cluster.SubmitAsync(RequestCopies.ForUser(request, UserOf(context), key), context.RequestAborted);
        return TypedResults.Json(new { id }, statusCode: 202);
    }

    private static async Task<IResult> FindAsync(HttpContext context, Guid id, IProofCluster cluster) =>
        await cluster.FindAsync(UserOf(context), id, context.RequestAborted) is var phase and not RequestPhase.Unknown
            ? TypedResults.Json(new { id, phase = phase.ToString() })
            : Unknown();

    private static async Task<IResult> ResultAsync(HttpContext context, Guid id, IProofCluster cluster)
    {
        if (await cluster.FindResultAsync(UserOf(context), id, context.RequestAborted) is { } result) return TypedResults.Bytes(result.ToJson(), Json);
        return await cluster.FindAsync(UserOf(context), id, context.RequestAborted) == RequestPhase.Accepted
            ? TypedResults.Problem("The request has not ended. Follow its progress.", statusCode: 409, title: "NotEnded")
            : Unknown();
    }

    /// <summary>A line of JSON for each report; the last line is the end, also for a device that comes back later.</summary>
    private static async Task ProgressAsync(HttpContext context, Guid id, IProofCluster cluster)
    {
        context.Response.ContentType = "application/jsonl";
        await foreach (var report in cluster.WatchAsync(UserOf(context), id, context.RequestAborted))
        {
            await JsonSerializer.SerializeAsync(
                context.Response.Body,
                new
                {
                    sequence = report.Sequence,
                    state = report.State.ToString(),
                    percent = report.Percent,
                    description = report.Description,
                    remainingSeconds = report.EstimatedRemaining?.TotalSeconds,
                    isFinal = report.IsFinal,
                },
                cancellationToken: context.RequestAborted);
            await context.Response.WriteAsync("\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task<IResult> CancelAsync(HttpContext context, Guid id, IProofCluster cluster) =>
        await cluster.CancelAsync(UserOf(context), id, context.RequestAborted)
            ? TypedResults.NoContent()
            : TypedResults.Problem("The request is unknown or has ended.", statusCode: 409, title: "NotOpen");

    private static async Task<IResult> ForgetAsync(HttpContext context, Guid id, IProofCluster cluster)
    {
        await cluster.ForgetAsync(UserOf(context), id, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Unknown() =>
        TypedResults.Problem("No request of yours is known by this id. Its time of retention may be over.", statusCode: 404, title: "UnknownRequest");

    private static ProblemHttpResult ProblemOf(HttpContext context, ProofError error)
    {
        if (error.RetryAfter is { } after)
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var status = error.Type switch
        {
            ProofErrorType.AccessDenied => 403,
            ProofErrorType.RequestConflict => 409,
            ProofErrorType.RateLimitExceeded => 429,
            ProofErrorType.QueueFull or ProofErrorType.NetworkError or ProofErrorType.InternalError => 503,
            _ => 422,
        };
        return TypedResults.Problem(error.Message, statusCode: status, title: error.Type.ToString());
    }
}
