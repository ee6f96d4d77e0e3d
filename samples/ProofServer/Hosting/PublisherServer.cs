using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ProofServer.Api;
using ProofServer.Registry;

namespace ProofServer.Hosting;

/// <summary>
/// publisher: the only process that writes to a registry, for servers with Registry:Publisher. Has the registry's endpoints alone: no page, no
/// proofs, no proving keys.
/// </summary>
internal static class PublisherServer
{
    /// <summary>Runs until the publisher is stopped.</summary>
    /// <returns>The process's exit code.</returns>
    public static Task<int> RunAsync(string[] args) => WebProcess.RunAsync(() => CreateAsync(args), app =>
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First();
        Console.WriteLine($"READY {Environment.ProcessId} The registry's publisher listens on {address}");
        return Task.CompletedTask;
    });

    /// <summary>Makes the publisher.</summary>
    /// <exception cref="InvalidOperationException">The configuration names another publisher, or the registry is unusable.</exception>
    private static async Task<WebApplication> CreateAsync(string[] args)
    {
        var builder = WebProcess.CreateBuilder(args);
        var registry = builder.Configuration.GetSection(RegistryOptions.Section);
        if (registry[nameof(RegistryOptions.Publisher)] is not null)
            throw new InvalidOperationException("Registry:Publisher is set, and this process is to be the publisher. Set the option for the other servers only.");
        if (registry[nameof(RegistryOptions.Folder)] is not { Length: > 0 } && registry[nameof(RegistryOptions.Postgres)] is not { Length: > 0 })
            throw new InvalidOperationException("Registry:Folder and Registry:Postgres are missing. Name the database that the other servers read.");
        ServerServices.AddRegistry(builder);
        ServerServices.AddSecurity(builder);
        ServerServices.AddFormat(builder);
        ServerServices.AddTelemetry(builder);
        var app = builder.Build();
        try
        {
            await ServerServices.OpenRegistryAsync(app.Services);
            Problems.Use(app);
            app.UseAuthentication();
            app.UseRateLimiter();
            app.UseAuthorization();
            RegistryEndpoints.Map(app);
            app.MapGet("/health", (IAttestationSource source) => TypedResults.Ok(new HealthAnswer("ok", 0, 0, source.Count)));
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
