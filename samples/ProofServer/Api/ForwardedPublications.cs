using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using ProofServer.Registry;
using Shadowgraph.Proofs.Bn254;

namespace ProofServer.Api;

/// <summary>
/// Changes forwarded to the publisher, with the token of the caller: the publisher checks user and role itself, so a server can add nothing on its
/// own. Errors of the publisher are passed on.
/// </summary>
internal sealed partial class ForwardedPublications : IPublications, IDisposable
{
    /// <summary>The header of a forwarded change. A forwarded change is not forwarded again.</summary>
    public const string Header = "Shadowgraph-Forwarded";

    private const double RetrySeconds = 5;
    private const int MaxAnswerBytes = 1 << 20;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly FollowedAttestations _registry;
    private readonly ILogger _logger;
    private readonly HttpClient _http;

    public ForwardedPublications(FollowedAttestations registry, IOptions<RegistryOptions> options, ILogger<ForwardedPublications> logger)
    {
        (_registry, _logger) = (registry, logger);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = ConnectTimeout, PooledConnectionLifetime = ConnectionLifetime };
        _http = new HttpClient(handler) { BaseAddress = new Uri(options.Value.Publisher!), Timeout = Timeout, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    public Task<RootAnswer> AddAsync(HttpContext context, PublishBody body) =>
        ForwardAsync(context, "/api/registry/attestations", body, ServerJson.Default.PublishBody);

    public Task<RootAnswer> HideAsync(HttpContext context, Fr commitment) =>
        ForwardAsync(context, "/api/registry/identity", new IdentityBody(commitment.ToString()), ServerJson.Default.IdentityBody);

    public void Dispose() => _http.Dispose();

    private async Task<RootAnswer> ForwardAsync<T>(HttpContext context, string path, T body, JsonTypeInfo<T> type)
    {
        if (context.Request.Headers.ContainsKey(Header))
        {
            throw Unavailable(
                "NotThePublisher", "The addition was forwarded to a server that forwards additions itself. The operator has to set Registry:Publisher to "
                + "the address of the publisher.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        request.Headers.Add(Header, "1");
        var answer = await SendAsync(request, context.RequestAborted);
        var (root, sequence) = (answer.GetProperty("root").GetString()!, answer.GetProperty("sequence").GetInt64());
        if (await _registry.TryFollowAsync(sequence, root, context.RequestAborted)) return new RootAnswer(root, _registry.Count, sequence);
        throw Unavailable(
            "AnotherRegistry", "The publisher has added the attestations to another registry than this server reads. The operator has to give both the "
            + "same Registry:Folder or Registry:Postgres.");
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var answer = JsonSerializer.Deserialize(content, ServerJson.Default.JsonElement);
            if (response.IsSuccessStatusCode && IsAnswer(answer)) return answer;
            if (ProblemIn(answer, (int)response.StatusCode) is { } problem) throw problem;
            NoPublisher(_logger, _http.BaseAddress!, (int)response.StatusCode);
            throw NoPublisherThere();
        }
        catch (JsonException)
        {
            NoPublisher(_logger, _http.BaseAddress!, 0);
            throw NoPublisherThere();
        }
        catch (HttpRequestException e)
        {
            PublisherAway(_logger, _http.BaseAddress!, e);
            throw Away(isSent: e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            PublisherAway(_logger, _http.BaseAddress!, e);
            throw Away(isSent: true);
        }
    }

    private static bool IsAnswer(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty("root", out var root) && root.ValueKind == JsonValueKind.String
        && answer.TryGetProperty("sequence", out var sequence) && sequence.ValueKind == JsonValueKind.Number && sequence.TryGetInt64(out _);

    /// <returns>Null for an answer of another program than the publisher.</returns>
    private static ApiException? ProblemIn(JsonElement answer, int status)
    {
        if (answer.ValueKind != JsonValueKind.Object || Text(answer, "errorType") is not { } type || Text(answer, "detail") is not { } detail) return null;
        if (type is "NotFound" or "MethodNotAllowed") return null;
        if (status == StatusCodes.Status401Unauthorized)
        {
            return Unavailable(
                "PublisherRefuses", "The publisher does not accept the token that this server accepts. The operator has to give both the same "
                + "Auth:SigningKey, and correct clocks.");
        }

        var retry = answer.TryGetProperty("retryAfterSeconds", out var seconds) && seconds.ValueKind == JsonValueKind.Number ? seconds.GetDouble() : (double?)null;
        return new ApiException(status, type, detail, Text(answer, "path"), retry);
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ApiException Away(bool isSent) => Unavailable(
        "PublisherUnavailable",
        (isSent
            ? "The registry's publisher gave no answer: the addition is stored completely or not at all, and may be repeated. "
            : "The registry's publisher is not reachable, and nothing was added. ")
        + "Proofs, openings and verification are not affected. Retry after the time in Retry-After; if the error persists, the operator has to start "
        + "the publisher.");

    private static ApiException NoPublisherThere() => Unavailable(
        "PublisherUnavailable", "The address in Registry:Publisher is not a publisher's, and nothing was added. The operator has to correct the address.");

    private static ApiException Unavailable(string type, string message) =>
        new(StatusCodes.Status503ServiceUnavailable, type, message, retryAfter: RetrySeconds);

    [LoggerMessage(3, LogLevel.Warning, "The registry's publisher at {Address} is not reachable.")]
    private static partial void PublisherAway(ILogger logger, Uri address, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "{Address} in Registry:Publisher answers, with status {Status}, but is no publisher.")]
    private static partial void NoPublisher(ILogger logger, Uri address, int status);
}
