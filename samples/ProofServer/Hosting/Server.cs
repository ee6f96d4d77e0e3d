using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ProofCluster.Hosting;
using ProofServer.Api;
using ProofServer.Live;
using ProofServer.Profiling;
using ProofServer.Registry;
using ProofServer.Requests;
using ProofServer.Security;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Streaming;

namespace ProofServer.Hosting;

/// <summary>Composes the server.</summary>
internal static class Server
{
    /// <summary>Runs until the server is stopped.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = await CreateAsync(args);
            await app.StartAsync();
            await Greeting.PrintAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (e is InvalidOperationException or OptionsValidationException or RegistryStoreException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <summary>Makes the server.</summary>
    /// <param name="args">Of the command line.</param>
    /// <param name="configure">Changes services and configuration: for tests.</param>
    public static async Task<WebApplication> CreateAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            // A demonstration unless an environment is set: development keys are refused in Production.
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
                ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development,
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyReader.MaxLargeBytes;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
        });
        AddPipeline(builder);
        AddSecurity(builder);
        AddApi(builder);
        AddTelemetry(builder);
        configure?.Invoke(builder);
        var app = builder.Build();
        try
        {
            await app.Services.GetRequiredService<Demonstration>().SeedAsync(app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.DemonstrationSubjects);
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

        builder.Services.AddOptions<RegistryOptions>().BindConfiguration("Registry").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RegistryOptions>, RegistryOptionsValidator>();
        // Opened once, before the server listens; no other work waits for the thread.
        builder.Services.AddSingleton<IAttestationSource>(provider => RegistryFolder.OpenAsync(
            provider.GetRequiredService<IOptions<RegistryOptions>>().Value,
            provider.GetRequiredService<ILogger<RegistryAttestations>>()).GetAwaiter().GetResult());
        builder.Services.AddSingleton<Demonstration>();
        builder.Services.AddSingleton<Verifiers>();
    }

    private static void AddSecurity(WebApplicationBuilder builder)
    {
        var configured = Tokens.KeyOf(builder.Configuration);
        if (configured is null && !builder.Environment.IsDevelopment())
        {
            throw new InvalidOperationException(
                "Auth:SigningKey is missing: outside of Development the key that tokens are signed with is not made at the start. Set at least 32 random bytes.");
        }

        var key = configured ?? RandomNumberGenerator.GetBytes(Tokens.LeastKeyBytes);
        builder.Services.AddSingleton(provider => new Tokens(key, provider.GetRequiredService<TimeProvider>()));
        // Nothing here needs keys that outlive the process.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<Tokens>((options, tokens) =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = tokens.Rules;
        });
        builder.Services.AddAuthorizationBuilder()
            .SetDefaultPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder()
                .RequireAuthenticatedUser().RequireAssertion(context => Caller.From(context.User) is not null).Build())
            .AddPolicy(Tokens.Publisher, policy => policy.RequireRole(Tokens.Publisher).RequireAssertion(context => Caller.From(context.User) is not null))
            .AddPolicy(Tokens.Operator, policy => policy.RequireRole(Tokens.Operator).RequireAssertion(context => Caller.From(context.User) is not null));
        RequestLimits.Add(builder.Services);
    }

    private static void AddApi(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ServerOptions>().BindConfiguration("Server").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ServerJson.Default);
        });
        builder.Services.AddProblemDetails();
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

    /// <summary>OpenTelemetry by its usual variables (OTEL_EXPORTER_OTLP_ENDPOINT), Sentry by the entry Sentry:Dsn; without them nothing is sent.</summary>
    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(ProofTelemetry.MeterName).AddAspNetCoreInstrumentation())
            .WithTracing(traces => traces.AddSource(ProofTelemetry.ActivitySourceName).AddAspNetCoreInstrumentation());
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 }) telemetry.UseOtlpExporter();
        if (builder.Configuration["Sentry:Dsn"] is { Length: > 0 } dsn) builder.Logging.AddSentry(sentry => sentry.Dsn = dsn);
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
