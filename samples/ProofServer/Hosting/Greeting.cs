using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using ProofServer.Registry;
using ProofServer.Security;

namespace ProofServer.Hosting;

/// <summary>The start message of a demonstration: links with a token in the fragment, which is not sent to servers or logged.</summary>
internal static class Greeting
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private const int Keys = 3;

    public static async Task PrintAsync(WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) return;
        var tokens = app.Services.GetRequiredService<Tokens>();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First().TrimEnd('/');
        Console.WriteLine($"""

            The page is ready. Open it as:

              alice, who may publish and operate:
              {address}/#token={tokens.Issue("alice", Lifetime, Tokens.Publisher, Tokens.Operator)}

              bob, a user:
              {address}/#token={tokens.Issue("bob", Lifetime)}
            {await KeysAsync(app, tokens, address)}
            Tokens are good for {Lifetime.TotalHours:0} hours, or until the server stops. The API is described at {address}/openapi/v1.json
            Development keys: for trying out, and worth nothing. Ctrl+C stops.

            """);
    }

    /// <summary>Links for the best-connected subjects of the registry's folder, such as Debian's keyring; empty if the folder has none.</summary>
    private static async Task<string> KeysAsync(WebApplication app, Tokens tokens, string? address)
    {
        if (app.Services.GetRequiredService<IOptions<RegistryOptions>>().Value.Folder is not { Length: > 0 }) return "";
        var members = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.DemonstrationSubjects;
        var best = await app.Services.GetRequiredService<Demonstration>().BestConnectedAsync(Keys, members, app.Lifetime.ApplicationStopping);
        var text = new StringBuilder();
        foreach (var (account, attestations) in best)
        {
            // The publisher's role includes the attesters' own web.
            var token = tokens.Issue($"key-{account.ToString()[2..10]}", account, Lifetime, Tokens.Publisher);
            text.Append(CultureInfo.InvariantCulture, $"\n  {account}, with {attestations} attestations that have not expired:\n  {address}/#token={token}\n");
        }

        return text.ToString();
    }
}
