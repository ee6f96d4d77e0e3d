using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProofServer.Security;

namespace Shadowgraph.Proofs.Tests.Cluster.Processes;

/// <summary>Proof servers in this process, and the registry's publisher as a process that can be killed.</summary>
internal static class ProofServers
{
    private const string SigningKey = "0123456789abcdef0123456789abcdef-of-tests";

    /// <summary>Starts a proof server over a cluster.</summary>
    public static async Task<WebApplication> StartAsync(ClusterWorld world, params string[] settings)
    {
        var app = await ProofServer.Hosting.Server.CreateAsync(
            [
                .. world.FrontWords, "--Urls=http://127.0.0.1:0", "--Server:UseCluster=true", $"--Auth:SigningKey={SigningKey}",
                "--Server:DemonstrationSubjects=30", "--Server:RequestsPerSecond=10000", .. settings,
            ],
            builder => builder.Logging.ClearProviders());
        try
        {
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins a publisher as a process; the line READY tells when the publisher listens.</summary>
    public static ChildProgram BeginPublisher(string address, params string[] settings)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                Checkout.Sample("ProofServer"), "publisher", $"--Urls={address}", $"--Auth:SigningKey={SigningKey}", "--Server:DemonstrationSubjects=30",
                "--Server:RequestsPerSecond=10000", .. settings,
            ]);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return new ChildProgram(start);
    }

    /// <summary>A client of a server, with the token of a user.</summary>
    public static HttpClient ClientOf(WebApplication server, string user, params string[] roles)
    {
        var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(server, user, roles));
        return client;
    }

    public static string TokenOf(WebApplication server, string user, params string[] roles) =>
        server.Services.GetRequiredService<Tokens>().Issue(user, TimeSpan.FromHours(1), roles);

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>Sends JSON, and reads the JSON of the answer.</summary>
    public static async Task<(int Status, JsonElement Body)> PostJsonAsync(this HttpClient client, string path, string? body)
    {
        using var response = await client.PostAsync(path, body is null ? null : Json(body));
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    public static async Task<(int Status, JsonElement Body)> ReadJsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    public static string? Text(this (int Status, JsonElement Body) answer, string name) =>
        answer.Body.TryGetProperty(name, out var value) ? value.ToString() : null;
}
