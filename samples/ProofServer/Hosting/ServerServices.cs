using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ProofServer.Api;
using ProofServer.Registry;
using ProofServer.Security;
using Shadowgraph.Proofs;

namespace ProofServer.Hosting;

/// <summary>Services that the server and the registry's publisher share.</summary>
internal static class ServerServices
{
    /// <summary>Adds the registry: opened for writing, or for reading if another process is the publisher.</summary>
    public static void AddRegistry(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RegistryOptions>().BindConfiguration(RegistryOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RegistryOptions>, RegistryOptionsValidator>();
        builder.Services.AddSingleton<Demonstration>();
        builder.Services.TryAddSingleton(TimeProvider.System);

        // The registry is opened once, before the server listens; no other work waits for the thread.
        if (builder.Configuration.GetSection(RegistryOptions.Section)[nameof(RegistryOptions.Publisher)] is not null)
        {
            builder.Services.AddSingleton(provider => RegistryDatabase.OpenReadOnlyAsync(
                provider.GetRequiredService<IOptions<RegistryOptions>>().Value).GetAwaiter().GetResult());
            builder.Services.AddSingleton<IAttestationSource>(provider => provider.GetRequiredService<FollowedAttestations>());
            builder.Services.AddSingleton<IPublications, ForwardedPublications>();
        }
        else
        {
            builder.Services.AddSingleton(provider => RegistryDatabase.OpenAsync(
                provider.GetRequiredService<IOptions<RegistryOptions>>().Value, provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<RegistryAttestations>>()).GetAwaiter().GetResult());
            builder.Services.AddSingleton<IAttestationSource>(provider => provider.GetRequiredService<RegistryAttestations>());
            builder.Services.AddSingleton<IPublications, LocalPublications>();
        }
    }

    /// <summary>Opens the registry, and publishes the demonstration's community if this process is the publisher.</summary>
    public static async Task OpenRegistryAsync(IServiceProvider services)
    {
        _ = services.GetRequiredService<IAttestationSource>();
        if (services.GetService<RegistryAttestations>() is { } publisher)
        {
            await services.GetRequiredService<Demonstration>()
                .SeedAsync(publisher, services.GetRequiredService<IOptions<ServerOptions>>().Value.DemonstrationSubjects);
        }
    }

    /// <summary>Adds tokens, roles and limits.</summary>
    public static void AddSecurity(WebApplicationBuilder builder)
    {
        var configured = Tokens.KeyOf(builder.Configuration);
        if (configured is null && !builder.Environment.IsDevelopment())
        {
            throw new InvalidOperationException(
                "Auth:SigningKey is missing: outside of Development the key that tokens are signed with is not made at the start. Set at least 32 random bytes.");
        }

        var key = configured ?? RandomNumberGenerator.GetBytes(Tokens.LeastKeyBytes);
        builder.Services.AddSingleton(provider => new Tokens(key, provider.GetRequiredService<TimeProvider>()));
        // Nothing here needs keys that outlive the process. The framework makes a key at each start without one, and would write the key to the disk.
        builder.Services.AddDataProtection().AddKeyManagementOptions(options =>
        {
            options.XmlRepository = new MemoryXmlRepository();
            options.XmlEncryptor = new NullXmlEncryptor();
        });
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

    /// <summary>Adds the options of the server and the form of bodies and errors.</summary>
    public static void AddFormat(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ServerOptions>().BindConfiguration("Server").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ServerJson.Default);
        });
        builder.Services.AddProblemDetails();
    }

    /// <summary>OpenTelemetry by its usual variables (OTEL_EXPORTER_OTLP_ENDPOINT), Sentry by the entry Sentry:Dsn; without them nothing is sent.</summary>
    public static void AddTelemetry(WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(ProofTelemetry.MeterName).AddAspNetCoreInstrumentation())
            .WithTracing(traces => traces.AddSource(ProofTelemetry.ActivitySourceName).AddAspNetCoreInstrumentation());
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 }) telemetry.UseOtlpExporter();
        if (builder.Configuration["Sentry:Dsn"] is { Length: > 0 } dsn) builder.Logging.AddSentry(sentry => sentry.Dsn = dsn);
    }
}
