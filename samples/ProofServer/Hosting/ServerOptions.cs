using Microsoft.Extensions.Options;

namespace ProofServer.Hosting;

/// <summary>The section "Server" of the configuration.</summary>
internal sealed class ServerOptions
{
    /// <summary>Origins besides the server's own whose pages may open a socket, such as https://example.org.</summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>
    /// Whether proofs are made by the silos of samples/ProofCluster instead of this process; where they are stands in the section ProofCluster.
    /// </summary>
    public bool UseCluster { get; set; }

    /// <summary>Members of the made-up community in the registry at the start; 0 for an empty registry.</summary>
    public int DemonstrationSubjects { get; set; } = 200;

    /// <summary>The maximum number of unauthenticated sockets at a time.</summary>
    public int MaxPendingSockets { get; set; } = 100;

    /// <summary>Sockets at a time.</summary>
    public int MaxSockets { get; set; } = 1000;

    /// <summary>
    /// Seconds between pings on a socket, and seconds allowed for the answer. A half-open connection is closed after the sum of both.
    /// </summary>
    public double KeepAliveSeconds { get; set; } = 15;

    /// <summary>HTTP requests a second of one user, or of one address without a user; twice as many at once.</summary>
    public int RequestsPerSecond { get; set; } = 50;
}

internal sealed class ServerOptionsValidator : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        var problems = new List<string>();
        if (options.DemonstrationSubjects is < 0 or > 10_000) problems.Add("Server:DemonstrationSubjects must be 0 to 10000.");
        if (options.MaxPendingSockets is < 1 or > 100_000) problems.Add("Server:MaxPendingSockets must be 1 to 100000.");
        if (options.MaxSockets is < 1 or > 1_000_000) problems.Add("Server:MaxSockets must be 1 to 1000000.");
        if (options.KeepAliveSeconds is not (>= 0.1 and <= 3600)) problems.Add("Server:KeepAliveSeconds must be 0.1 to 3600.");
        if (options.RequestsPerSecond is < 1 or > 100_000) problems.Add("Server:RequestsPerSecond must be 1 to 100000.");
        foreach (var origin in options.AllowedOrigins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin)
                problems.Add($"Server:AllowedOrigins has \"{origin}\", which is not an origin. An origin looks like https://example.org, without a path.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
