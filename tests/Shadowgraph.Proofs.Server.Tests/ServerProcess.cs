using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>The server in a process of its own, for tests that kill and restart the server.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private readonly HttpClient _client;

    private ServerProcess(Process process, Task reading, string greeting)
    {
        _process = process;
        _reading = reading;
        Greeting = greeting;
        _client = new HttpClient { BaseAddress = new Uri(Link().Match(greeting).Groups[1].Value) };
    }

    /// <summary>The greeting, printed when the server is ready.</summary>
    public string Greeting { get; }

    /// <summary>The tokens of the printed links, in order.</summary>
    public IReadOnlyList<string> Tokens => [.. Link().Matches(Greeting).Select(link => link.Groups[2].Value)];

    public static async Task<ServerProcess> StartAsync(string folder, params string[] settings)
    {
        var process = SampleProcess.Start(
            "ProofServer", folder, new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
            ["--Urls=http://127.0.0.1:0", $"--Auth:SigningKey={ServerUnderTest.SigningKey}", .. settings]);
        var errors = process.StandardError.ReadToEndAsync();
        var greeting = "";
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Sockets.Patience) is { } line)
        {
            greeting += line + "\n";
            if (line.Contains("Ctrl+C stops", StringComparison.Ordinal)) return new ServerProcess(process, process.StandardOutput.ReadToEndAsync(), greeting);
        }

        process.Dispose();
        throw new AssertionException($"The server has ended: {greeting}{await errors}");
    }

    public async Task<string> GetAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<string> PostAsync(string path, string token, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Kills the process without a shutdown.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _client.Dispose();
        _process.Dispose();
    }

    [GeneratedRegex("(http://127.0.0.1:[0-9]+)/#token=([^ \n]+)")]
    private static partial Regex Link();
}
