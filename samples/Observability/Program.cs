using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Observability;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Audit;

// A pipeline with metrics, traces and logs through OpenTelemetry to the console; a real host exports to a collector.
using var folder = new SampleFolder();
// Development keys are refused in Production, the default environment.
var builder = Host.CreateApplicationBuilder(
    new HostApplicationBuilderSettings { Args = args, EnvironmentName = Environments.Development });
builder.Services.AddProofPipeline(options => options.UseDevelopmentKeys(folder.Keys));
builder.Services.AddSingleton<IAuditSink>(
    _ => new FileAuditSink(new FileAuditSinkOptions { Directory = folder.Audit })); // disposed with the services

builder.Services.AddOpenTelemetry()
    .WithMetrics(metrics => metrics.AddMeter(ProofTelemetry.MeterName).AddConsoleExporter())
    .WithTracing(traces => traces.AddSource(ProofTelemetry.ActivitySourceName).AddConsoleExporter());
builder.Logging.ClearProviders().AddOpenTelemetry(logs =>
{
    logs.IncludeScopes = true; // the request's id
    logs.IncludeFormattedMessage = true;
    logs.AddConsoleExporter();
});

using (var host = builder.Build())
{
    await host.StartAsync();
    await SampleRequests.RunAsync(host.Services.GetRequiredService<IProofPipeline>());

    Console.WriteLine("\nThe audit trail:");
    foreach (var entry in host.Services.GetRequiredService<IAuditTrail>().Recent())
        Console.WriteLine($"{entry.Sequence,3} {entry.Action,-16} {entry.UserId,-6} {entry.Error,-22} {entry.Detail}");
    Console.WriteLine();
    await host.StopAsync(); // measurements are exported when the services are disposed, below
}

var kept = AuditVerifier.VerifyFiles(folder.Audit);
Console.WriteLine($"\nThe audit file: {kept.Count} entries, {kept}.");
return kept.IsIntact ? 0 : 1;
