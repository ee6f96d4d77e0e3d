using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Shadowgraph.Proofs;

namespace ProofServer.Api;

/// <summary>Answers errors as problem details (RFC 9457), with the error's type, the remedy, and the path of invalid JSON.</summary>
internal static class Problems
{
    private const string ContentType = "application/problem+json";
    private const double RegistryRetrySeconds = 5;

    /// <summary>Answers exceptions of endpoints, and error statuses without a body.</summary>
    public static void Use(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception e) when (!context.Response.HasStarted && Of(e, context) is { } problem)
            {
                await WriteAsync(context, problem);
            }
        });
        app.UseStatusCodePages(status => WriteAsync(status.HttpContext, Plain(status.HttpContext.Response.StatusCode)));
    }

    /// <summary>Writes a problem, with Retry-After if the time is known.</summary>
    public static Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        if (problem.Extensions.TryGetValue("retryAfterSeconds", out var seconds) && seconds is double value)
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(value)).ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(problem, ServerJson.Default.ProblemDetails, ContentType, context.RequestAborted);
    }

    public static ProblemDetails Make(int status, string type, string detail, string? path = null, string? advice = null, double? retryAfter = null)
    {
        var problem = new ProblemDetails { Status = status, Title = TitleOf(status), Detail = detail };
        problem.Extensions["errorType"] = type;
        if (path is not null) problem.Extensions["path"] = path;
        if (advice is not null) problem.Extensions["advice"] = advice;
        if (retryAfter is { } seconds) problem.Extensions["retryAfterSeconds"] = seconds;
        return problem;
    }

    public static ProblemDetails Of(ProofError error)
    {
        var status = StatusOf(error.Type);
        var retry = error.RetryAfter?.TotalSeconds ?? (status is 429 or 503 ? 5.0 : null);
        var problem = Make(
            status, error.Type.ToString(), error.Message, advice: ProofErrorTypes.Describe(error.Type).Advice, retryAfter: retry);
        if (error.RequestId is { } id) problem.Extensions["requestId"] = id.ToString();
        return problem;
    }

    private static ProblemDetails? Of(Exception exception, HttpContext context) => exception switch
    {
        ApiException e => Make(e.Status, e.Type, e.Message, e.Path, retryAfter: e.RetryAfter),
        RegistryStoreException e => Of(e, context),
        ProofErrorException e => Of(e.Error),
        JsonException e => Make(
            StatusCodes.Status400BadRequest, "InvalidJson", $"The body is not understood at {e.Path ?? "$"}: {Without(e)}", e.Path ?? "$"),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Make(
            StatusCodes.Status413PayloadTooLarge, "TooLarge", "The body is larger than this endpoint takes. Send less at a time."),
        BadHttpRequestException e => Make(e.StatusCode, "BadRequest", e.Message),
        OperationCanceledException when context.RequestAborted.IsCancellationRequested => Make(499, "ClientGone", "The client has gone."),
        _ => null,
    };

    /// <summary>The message of the database goes to the log: the message may name hosts and users of the database.</summary>
    private static ProblemDetails Of(RegistryStoreException exception, HttpContext context)
    {
        RegistryProblemLog.StoreFailed(context.RequestServices.GetRequiredService<ILogger<AttestationRegistry>>(), exception.Kind, exception);
        return Make(
            StatusCodes.Status503ServiceUnavailable, "RegistryUnavailable",
            $"The registry's database failed ({exception.Kind}). Nothing was changed, unless the kind is {nameof(RegistryStoreErrorKind.Indeterminate)}.",
            advice: "Retry after the time in Retry-After. If the error persists, tell the operator, whose log has the database's message.",
            retryAfter: RegistryRetrySeconds);
    }

    /// <summary>The reader's message without path, position and quoted text.</summary>
    private static string Without(JsonException e)
    {
        var message = e.InnerException is null ? e.Message : "the value has another form than is expected there.";
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        message = end < 0 ? message : message[..end];
        return message.Length > 300 ? message[..300] : message;
    }

    private static ProblemDetails Plain(int status) => status switch
    {
        401 => Make(401, "Unauthenticated", "A token is required: Authorization: Bearer ... The token must be signed by this server's issuer and not be expired."),
        403 => Make(403, "AccessDenied", "The token's role does not allow this."),
        404 => Make(404, "NotFound", "There is nothing at this address."),
        405 => Make(405, "MethodNotAllowed", "This address does not take this method."),
        415 => Make(415, "UnsupportedMediaType", "Send JSON, with Content-Type: application/json."),
        _ => Make(status, "Error", TitleOf(status)),
    };

    private static int StatusOf(ProofErrorType type) => type switch
    {
        ProofErrorType.AccessDenied => 403,
        ProofErrorType.RateLimitExceeded => 429,
        ProofErrorType.QueueFull or ProofErrorType.WorkerUnavailable or ProofErrorType.SystemOverload or ProofErrorType.OutOfMemory
            or ProofErrorType.ResourceExhausted => 503,
        ProofErrorType.RequestConflict or ProofErrorType.ProofGenerationCancelled => 409,
        ProofErrorType.InvalidCircuitParameters or ProofErrorType.StatementNotSatisfied or ProofErrorType.InsufficientEvidence
            or ProofErrorType.InvalidAttestation or ProofErrorType.CircuitNotFound => 422,
        ProofErrorType.ProofGenerationTimeout => 504,
        _ => 500,
    };

    private static string TitleOf(int status) =>
        Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error";
}

internal static partial class RegistryProblemLog
{
    [LoggerMessage(2, LogLevel.Error, "The registry's database failed: {Kind}.")]
    public static partial void StoreFailed(ILogger logger, RegistryStoreErrorKind kind, Exception exception);
}
