using Microsoft.AspNetCore.Http.HttpResults;
using ProofServer.Live;
using ProofServer.Registry;
using ProofServer.Requests;
using ProofServer.Security;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Prediction;

namespace ProofServer.Api;

/// <summary>The state and the history of the service.</summary>
internal static class MonitorEndpoints
{
    private const int MostAudit = 1000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health", Health).WithTags("Monitoring").WithSummary("Whether the service takes requests.");
        app.MapGet("/api/v1/health", Health).WithTags("Version 1").WithSummary("As /health.");
        app.MapGet("/api/me", Me).RequireAuthorization().WithTags("Monitoring").WithProblems().WithSummary("The user and the roles of the token.");

        var queue = app.MapGroup("/api/queue").RequireAuthorization().WithTags("Monitoring");
        queue.MapGet("/stats", Statistics).WithProblems().WithSummary("Numbers of requests, and mean times.");
        queue.MapGet("/list", ListAsync).WithProblems()
            .WithSummary("The queue. Of other users' requests a user sees state, stage, percent and position; an operator sees everything.");
        app.MapGet("/api/v1/status", Statistics).RequireAuthorization().WithTags("Version 1").WithProblems().WithSummary("As /api/queue/stats.");

        var metrics = app.MapGroup("/api/metrics").WithTags("Metrics");
        metrics.MapGet("/predict", Predict).RequireAuthorization().WithProblems()
            .WithSummary("The expected duration of a proof with a circuit (small, medium, large) and a number of attestations, without the wait in the queue.");
        metrics.MapGet("/snapshot", Snapshot).RequireAuthorization(Tokens.Operator).WithProblems()
            .WithSummary("Percentiles, stages and circuits. Needs the role operator.");
        metrics.MapGet("/benchmarks/{circuit}", Benchmarks).RequireAuthorization(Tokens.Operator).WithProblems()
            .WithSummary("How a circuit does on this machine. Needs the role operator.");
        metrics.MapGet("/export", ExportAsync).RequireAuthorization(Tokens.Operator).WithProblems()
            .WithSummary("All numbers and the ends of the last thousand requests. Needs the role operator.");
        app.MapGet("/api/audit", Audit).RequireAuthorization(Tokens.Operator).WithTags("Monitoring").WithProblems()
            .WithSummary("The latest entries of the audit trail. Needs the role operator.");
    }

    private static Ok<HealthAnswer> Health(IProofRequests requests, IAttestationSource registry) => TypedResults.Ok(
        new HealthAnswer("ok", requests.Statistics.Waiting, requests.Statistics.Running, registry.Count));

    private static Ok<CallerAnswer> Me(HttpContext context)
    {
        var caller = Caller.Of(context);
        return TypedResults.Ok(new CallerAnswer(
            caller.User.ToString(), caller.Account.ToString(), caller.IsOperator, caller.IsPublisher, caller.ExpiresAt));
    }

    private static Ok<StatisticsAnswer> Statistics(IProofRequests requests) => TypedResults.Ok(StatisticsAnswer.Of(requests.Statistics));

    private static async Task<Ok<QueueAnswer>> ListAsync(HttpContext context, IProofRequests requests)
    {
        var snapshot = await requests.ObserveAsync(context.RequestAborted).FirstAsync(context.RequestAborted);
        return TypedResults.Ok(QueueView.Of(snapshot, Caller.Of(context)));
    }

    private static Ok<PredictionAnswer> Predict(IProofPredictor predictor, string? circuitType = null, int? networkSize = null)
    {
        var size = CircuitOf(circuitType ?? "small", "circuitType");
        if (networkSize is null or < 1 or > 100_000)
        {
            throw new ApiException(
                StatusCodes.Status400BadRequest, "InvalidParameter", "networkSize must be the number of attestations, 1 to 100000.", "networkSize");
        }

        ProofPlan plan;
        try
        {
            plan = new ProofPlan(size, networkSize.Value);
        }
        catch (ProofJobException e)
        {
            throw new ApiException(StatusCodes.Status422UnprocessableEntity, "TooManyAttestations", e.Message, "networkSize");
        }

        var work = new ProofWork
        {
            Size = plan.Size,
            LinkCount = plan.LinkCount,
            WorkUnits = plan.WorkUnits,
            Threads = Environment.ProcessorCount,
        };
        return TypedResults.Ok(new PredictionAnswer(
            size.ToString(), networkSize.Value, plan.LinkCount, RemainingAnswer.Of(predictor.Predict(work, TimeSpan.Zero, 0))));
    }

    private static Ok<MetricsAnswer> Snapshot(IProofMetrics metrics) => TypedResults.Ok(MetricsAnswer.Of(metrics.Snapshot()));

    private static Ok<CircuitAnswer> Benchmarks(string circuit, IProofMetrics metrics)
    {
        var size = CircuitOf(circuit, "circuit");
        return TypedResults.Ok(CircuitAnswer.Of(
            metrics.Snapshot().Circuits.FirstOrDefault(known => known.Circuit == size) ?? new CircuitStatistics { Circuit = size }));
    }

    private static async Task ExportAsync(HttpContext context, IProofMetrics metrics)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"proof-metrics.json\"";
        await metrics.WriteJsonAsync(context.Response.Body, context.RequestAborted);
    }

    private static Ok<IReadOnlyList<AuditAnswer>> Audit(IAuditTrail trail, int? count = null) => TypedResults.Ok<IReadOnlyList<AuditAnswer>>(
    [
        .. trail.Recent(Math.Clamp(count ?? 100, 1, MostAudit)).Select(entry => new AuditAnswer(
            entry.Sequence, entry.At, entry.Action.ToString(), entry.UserId.IsNone ? null : entry.UserId.ToString(), entry.RequestId,
            entry.Error?.ToString(), entry.Detail)),
    ]);

    private static CircuitSize CircuitOf(string text, string path) => text.ToLowerInvariant() switch
    {
        "small" => CircuitSize.Small,
        "medium" => CircuitSize.Medium,
        "large" => CircuitSize.Large,
        _ => throw new ApiException(StatusCodes.Status400BadRequest, "InvalidParameter", $"{path} must be one of small, medium, large.", path),
    };
}
