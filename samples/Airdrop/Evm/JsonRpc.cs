using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airdrop.Evm;

/// <summary>JSON-RPC of an Ethereum node over HTTP: https://ethereum.github.io/execution-apis.</summary>
internal sealed class JsonRpc(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint, Timeout = TimeSpan.FromMinutes(2) };
    private long _calls;

    /// <summary>Calls a method.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="parameters">JSON nodes; a node can be used in a single call only.</param>
    /// <exception cref="JsonRpcException">The node refused.</exception>
    public async Task<JsonNode?> CallAsync(string method, params JsonNode?[] parameters)
    {
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = Interlocked.Increment(ref _calls),
            ["method"] = method,
            ["params"] = new JsonArray(parameters),
        };
        using var response = await _http.PostAsJsonAsync("", request);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>()
            ?? throw new JsonRpcException($"{method} was answered with nothing.", data: null);
        if (answer["error"] is not { } error) return answer["result"];
        var data = error["data"] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        throw new JsonRpcException($"{method} was refused: {error["message"]}", data);
    }

    /// <summary>Calls a method that answers with a number.</summary>
    public async Task<ulong> NumberAsync(string method, params JsonNode?[] parameters) => NumberOf(await CallAsync(method, parameters));

    public static ulong NumberOf(JsonNode? hexadecimal) =>
        ulong.Parse(hexadecimal!.GetValue<string>()[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static string Text(ulong number) => "0x" + number.ToString("x", CultureInfo.InvariantCulture);

    public static string Text(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    public static byte[] BytesOf(JsonNode? hexadecimal) => Convert.FromHexString(hexadecimal!.GetValue<string>()[2..]);

    public void Dispose() => _http.Dispose();
}
