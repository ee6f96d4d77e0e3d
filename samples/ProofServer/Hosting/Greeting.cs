using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ProofServer.Security;

namespace ProofServer.Hosting;

/// <summary>What a demonstration prints at the start: links to click, whose tokens stand in the fragment, which no server and no log sees.</summary>
internal static class Greeting
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public static void Print(WebApplication app)
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

            Tokens are good for {Lifetime.TotalHours:0} hours, or until the server stops. The API is described at {address}/openapi/v1.json
            Development keys: for trying out, and worth nothing. Ctrl+C stops.

            """);
    }
}
