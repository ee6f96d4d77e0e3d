using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Airdrop.Evm;

/// <summary>A local chain until disposal: Foundry's anvil on a free port of the loopback interface.</summary>
internal sealed class Anvil : IDisposable
{
    /// <summary>The id of the chain, on which contracts of development keys can be deployed.</summary>
    public const ulong ChainId = 31337;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private Anvil(Process process, int port)
    {
        _process = process;
        Rpc = new JsonRpc(new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/")));
    }

    /// <summary>The chain's JSON-RPC interface.</summary>
    public JsonRpc Rpc { get; }

    /// <summary>Starts anvil and waits for its first answer.</summary>
    /// <param name="time">The time of the first block; null for now.</param>
    /// <param name="chainId">The chain's id.</param>
    public static async Task<Anvil> StartAsync(DateTimeOffset? time = null, ulong chainId = ChainId)
    {
        var program = Packages.Anvil;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        var port = FreePort();
        var start = new ProcessStartInfo(program)
        {
            // Without the limit transactions of more gas than EIP-7825 allows would be taken.
            ArgumentList =
            {
                "--silent", "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--hardfork", "osaka",
                "--chain-id", chainId.ToString(CultureInfo.InvariantCulture), "--enable-tx-gas-limit",
            },
        };
        if (time is { } first)
        {
            start.ArgumentList.Add("--timestamp");
            start.ArgumentList.Add(first.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        }

        var anvil = new Anvil(Process.Start(start)!, port);
        try
        {
            await anvil.WaitAsync();
            return anvil;
        }
        catch
        {
            anvil.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Rpc.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(Patience);
        }

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await Rpc.NumberAsync("eth_chainId");
                return;
            }
            catch (HttpRequestException)
            {
                if (_process.HasExited || waited.Elapsed > Patience) throw new InvalidOperationException("anvil does not start.");
                await Task.Delay(20);
            }
        }
    }
}
