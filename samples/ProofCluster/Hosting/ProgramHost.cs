using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging.Console;

namespace ProofCluster.Hosting;

/// <summary>The common beginning of all hosts of this program: the configuration's sources and the log.</summary>
internal static class ProgramHost
{
    private const string EnvironmentOption = "--environment=";

    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--store"] = $"{ProofClusterOptions.Section}:{nameof(ProofClusterOptions.Store)}",
        ["--prover"] = $"{ProofClusterOptions.Section}:{nameof(ProofClusterOptions.Prover)}",
        ["--name"] = $"{ProofClusterOptions.Section}:{nameof(ProofClusterOptions.Name)}",
    };

    /// <summary>Begins a host.</summary>
    /// <param name="args">Options of the command line, in the form --name=value.</param>
    public static HostApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = EnvironmentOf(args),
        });
        Configure(builder, args);
        return builder;
    }

    /// <summary>Sets sources and log of a builder.</summary>
    public static void Configure(IHostApplicationBuilder builder, string[] args)
    {
        // The source of lowest priority. Not appsettings.json: a host with a reference to this program has an appsettings.json too.
        var file = new JsonConfigurationSource { Path = "proofcluster.json", FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory) };
        builder.Configuration.Sources.Insert(0, file);
        builder.Configuration.AddCommandLine(args, Switches);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });

        // The first line after each start is a false alarm: the watchdog measures from the start of the machine.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
    }
    /// <summary>The environment that a command line names; null for that of the variables.</summary>
    public static string? EnvironmentOf(string[] args) =>
        Array.Find(args, static word => word.StartsWith(EnvironmentOption, StringComparison.Ordinal))?[EnvironmentOption.Length..];
}
