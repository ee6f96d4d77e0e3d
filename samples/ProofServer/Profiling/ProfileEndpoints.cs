using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using ProofServer.Api;
using ProofServer.Security;

namespace ProofServer.Profiling;

/// <summary>Starts profiles and returns their reports. For operators.</summary>
internal static class ProfileEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/profiling").RequireAuthorization(Tokens.Operator).WithTags("Profiling");
        group.MapPost("/start", StartAsync).Accepts<ProfileOptions>("application/json").WithProblems()
            .WithSummary("Measures circuits x attestation counts x iterations, beside the service. One run at a time.");
        group.MapGet("/{id:guid}", (Guid id, ProfileJobs jobs) => TypedResults.Ok(jobs.Find(id).Answer)).WithProblems().WithSummary("How far a run is, and its figures.");
        group.MapPost("/{id:guid}/cancel", Cancel).WithProblems().WithSummary("Cancels a run.");
        group.MapGet("/{id:guid}/report", Report).WithProblems().WithSummary("The report of a run that has ended, as one HTML file.");
    }

    private static async Task<Accepted<ProfileAnswer>> StartAsync(HttpContext context, ProfileJobs jobs)
    {
        var options = await BodyReader.ReadAsync(context, ServerJson.Default.ProfileOptions);
        if (options.FindProblem() is var (path, problem))
            throw new ApiException(StatusCodes.Status400BadRequest, "InvalidRequest", $"{path} {problem}", path);
        var job = jobs.Start(options);
        return TypedResults.Accepted($"/api/profiling/{job.Id}", job.Answer);
    }

    private static Ok<ProfileAnswer> Cancel(Guid id, ProfileJobs jobs)
    {
        var job = jobs.Find(id);
        job.Cancel();
        return TypedResults.Ok(job.Answer);
    }

    private static FileContentHttpResult Report(HttpContext context, Guid id, ProfileJobs jobs)
    {
        var result = jobs.Find(id).Result ?? throw new ApiException(
            StatusCodes.Status409Conflict, "NoResult", "The run has no result (yet). Look at its state.");
        context.Response.Headers.ContentSecurityPolicy = ProfileReport.Policy + "; frame-ancestors 'none'";
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(ProfileReport.Write(result)), "text/html; charset=utf-8");
    }
}
