using Microsoft.Extensions.Options;
using ProofServer.Api;
using Shadowgraph.Proofs;

namespace ProofServer.Hosting;

/// <summary>The process of the server or of the registry's publisher.</summary>
internal static class WebProcess
{
    /// <summary>Begins a host on Kestrel.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
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
        return builder;
    }

    /// <summary>Runs until the process is stopped.</summary>
    /// <param name="create">Makes the host.</param>
    /// <param name="greet">Prints the start message.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(Func<Task<WebApplication>> create, Func<WebApplication, Task> greet)
    {
        try
        {
            await using var app = await create();
            await app.StartAsync();
            await greet(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (RegistryStoreException e) when (e.Kind == RegistryStoreErrorKind.InUse)
        {
            await Console.Error.WriteLineAsync($"{e.Message} A server reads the registry beside its publisher if Registry:Publisher has the publisher's address.");
            return 1;
        }
        catch (Exception e) when (e is InvalidOperationException or OptionsValidationException or RegistryStoreException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
