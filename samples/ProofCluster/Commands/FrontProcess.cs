using ProofCluster.Fronts;
using ProofCluster.Hosting;

namespace ProofCluster.Commands;

/// <summary>A command's own connection to the cluster.</summary>
internal sealed class FrontProcess : IAsyncDisposable
{
    private readonly IHost _host;

    private FrontProcess(IHost host) => _host = host;

    /// <summary>The cluster.</summary>
    public IProofCluster Cluster => _host.Services.GetRequiredService<IProofCluster>();

    /// <summary>All services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Connects.</summary>
    /// <param name="words">Options, in the form --name=value.</param>
    public static async Task<FrontProcess> StartAsync(string[] words)
    {
        var builder = ProgramHost.CreateBuilder(words);

        // Commands run side by side, and an audit folder has a single writer. A refused command tells its caller.
        builder.Configuration[$"{ProofClusterOptions.Section}:{nameof(ProofClusterOptions.AuditFolder)}"] = null;
        builder.AddProofCluster();
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return new FrontProcess(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
