using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using ProofCluster.Hosting;
using ProofServer.Api;
using ProofServer.Live;
using ProofServer.Profiling;
using ProofServer.Requests;
using ProofServer.Security;
using Shadowgraph.Proofs.Streaming;

namespace ProofServer.Hosting;

/// <summary>Composes the server.</summary>
internal static class Server
{
    /// <summary>Runs until the server is stopped.</summary>
    /// <returns>The process's exit code.</returns>
    public static Task<int> RunAsync(string[] args) => WebProcess.RunAsync(() => CreateAsync(args), Greeting.PrintAsync);

    /// <summary>Makes the server.</summary>
    /// <param name="args">Of the command line.</param>
    /// <param name="configure">Changes services and configuration: for tests.</param>
    public static async Task<WebApplication> CreateAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebProcess.CreateBuilder(args);
        AddPipeline(builder);
        ServerServices.AddRegistry(builder);
        ServerServices.AddSecurity(builder);
        ServerServices.AddFormat(builder);
        AddApi(builder);
        ServerServices.AddTelemetry(builder);
        configure?.Invoke(builder);
        var app = builder.Build();
        try
        {
            await ServerServices.OpenRegistryAsync(app.Services);
            Compose(app);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static void AddPipeline(WebApplicationBuilder builder)
    {
        builder.Services.AddProofPipeline(builder.Configuration.GetSection("Proofs"));
        if (builder.Environment.IsDevelopment()) builder.Services.AddProofPipeline(options => options.UseDevelopmentKeys());
        if (builder.Configuration.GetSection("Server").GetValue<bool>(nameof(ServerOptions.UseCluster)))
        {
            builder.AddProofCluster();
            builder.Services.AddSingleton<IProofRequests, ClusterRequests>();
        }
        else
        {
            builder.Services.AddSingleton<IProofRequests, PipelineRequests>();
        }

        builder.Services.AddSingleton<Verifiers>();
    }

    private static void AddApi(WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Shadowgraph proof server";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        }));
        builder.Services.AddSingleton<RequestMaker>();
        builder.Services.AddSingleton<IdempotencyKeys>();
        builder.Services.AddSingleton<Waiters>();
        builder.Services.AddSingleton<QueueSnapshots>();
        builder.Services.AddSingleton<Feeds>();
        builder.Services.AddSingleton<Profiler>();
        builder.Services.AddSingleton<ProfileJobs>();
        builder.Services.AddSingleton<SocketGate>();
        builder.Services.AddSingleton<SocketEndpoint>();
        builder.Services.AddSingleton(provider => ProgressSocketServer.Over(
            provider.GetRequiredService<IProofRequests>(), time: provider.GetRequiredService<TimeProvider>()));
    }

    private static void Compose(WebApplication app)
    {
        PageSecurity.Use(app);
        Problems.Use(app);
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        var keepAlive = TimeSpan.FromSeconds(app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.KeepAliveSeconds);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = keepAlive, KeepAliveTimeout = keepAlive });
        ProofEndpoints.Map(app);
        RegistryEndpoints.Map(app);
        MonitorEndpoints.Map(app);
        ProfileEndpoints.Map(app);
        SocketEndpoint.Map(app);
        Page.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json");
    }
}
