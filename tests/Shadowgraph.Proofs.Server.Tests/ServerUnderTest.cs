using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProofServer.Security;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>The server, on a free port of this machine, with development keys and a small registry.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    public const string SigningKey = "0123456789abcdef0123456789abcdef-of-tests";

    private readonly WebApplication _app;

    private ServerUnderTest(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        // Certificates of tests are self-signed.
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        Client = new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">Of the configuration, as on the command line.</param>
    /// <param name="port">0 for a free one.</param>
    /// <param name="configure">Changes services.</param>
    public static async Task<ServerUnderTest> StartAsync(
        string[]? settings = null, int port = 0, Action<WebApplicationBuilder>? configure = null)
    {
        string[] args =
        [
            $"--Urls=http://127.0.0.1:{port}", $"--Auth:SigningKey={SigningKey}", "--Server:DemonstrationSubjects=30",
            "--Proofs:RateLimit:Permits=0", "--Server:RequestsPerSecond=10000", .. settings ?? [],
        ];
        var app = await ProofServer.Hosting.Server.CreateAsync(args, builder =>
        {
            builder.Logging.ClearProviders();
            configure?.Invoke(builder);
        });
        await app.StartAsync();
        return new ServerUnderTest(app);
    }

    public string Token(string user, params string[] roles) => Tokens().Issue(user, TimeSpan.FromHours(1), roles);

    public Tokens Tokens() => _app.Services.GetRequiredService<Tokens>();

    public Task<Answer> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, token);

    public Task<Answer> PostAsync(string path, string? token, string? body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, token, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), headers);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? token, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        return new Answer((int)response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Opens a socket, and authenticates unless there is no token.</summary>
    public Task<ClientWebSocket> ConnectAsync(string? token, string? origin = null) => Sockets.ConnectAsync(Address, token, origin);

    public async Task StopAsync() => await _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>What the server answered.</summary>
internal sealed record Answer(int Status, HttpResponseHeaders Headers, string Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>What two answers are compared by.</summary>
    public string ToString(string what) => $"{what}: {Status} {Body}";

    public string? this[string name] => Json.TryGetProperty(name, out var value) ? value.ToString() : null;
}
