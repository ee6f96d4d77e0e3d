using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Shadowgraph.Proofs.Streaming;

namespace ProofClient;

/// <summary>A connection to the server over TLS.</summary>
internal sealed class ServerConnection : IDisposable
{
    private const int MaxAnswerBytes = 64 << 20;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly Uri _address;
    private readonly X509Certificate2Collection? _authorities;
    private readonly string _token;
    private readonly HttpClient _http;

    /// <param name="address">An https address.</param>
    /// <param name="authorities">The trusted certificates; null for the trust store of the system.</param>
    /// <param name="token">The token of the user.</param>
    public ServerConnection(Uri address, X509Certificate2Collection? authorities, string token)
    {
        _address = address;
        _authorities = authorities;
        _token = token;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (authorities is not null) handler.SslOptions.CertificateChainPolicy = Policy(authorities);
        _http = new HttpClient(handler) { BaseAddress = address, MaxResponseContentBufferSize = MaxAnswerBytes };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<byte[]> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<byte[]> PostAsync(string path, byte[] json, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, json, cancellationToken);

    /// <summary>Follows a request on the server's socket.</summary>
    public IAsyncEnumerable<ProgressUpdate> WatchAsync(Guid id, CancellationToken cancellationToken) =>
        new ProgressSocketClient(ConnectAsync).WatchAsync(id, cancellationToken);

    public void Dispose() => _http.Dispose();

    private static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        // A named certificate comes from the server's operator; revocation lists exist for public authorities only.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private async Task<WebSocket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = KeepAlive;
            socket.Options.KeepAliveTimeout = KeepAlive;
            if (_authorities is { } authorities)
                socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, authorities);
            await socket.ConnectAsync(new UriBuilder(_address) { Scheme = Uri.UriSchemeWss, Path = "/ws" }.Uri, cancellationToken);
            var words = JsonSerializer.SerializeToUtf8Bytes(new AuthenticateMessage("authenticate", _token), ClientJson.Default.AuthenticateMessage);
            await socket.SendAsync(words, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0 || certificate is not X509Certificate2 own) return false;
        using var chain = new X509Chain { ChainPolicy = Policy(authorities) };
        return chain.Build(own);
    }

    private async Task<byte[]> SendAsync(HttpMethod method, string path, byte[]? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? answer : throw Problem((int)response.StatusCode, answer);
        }
        catch (HttpRequestException e)
        {
            throw new RefusedException($"{_address} does not answer: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    private static RefusedException Problem(int status, byte[] answer)
    {
        ProblemAnswer? problem = null;
        try
        {
            problem = JsonSerializer.Deserialize(answer, ClientJson.Default.ProblemAnswer);
        }
        catch (JsonException)
        {
            // Not an answer of this service: only the status is known.
        }

        return new RefusedException(problem?.Detail is { } detail ? $"the server says {status}: {detail} {problem.Advice}".TrimEnd() : $"the server says {status}.");
    }
}
