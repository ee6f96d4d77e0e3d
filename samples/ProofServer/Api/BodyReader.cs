using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace ProofServer.Api;

/// <summary>
/// Reads bodies by hand, so that an error names the path that is wrong, and so that the buffer is overwritten: a body may hold a secret. The
/// buffers of the server below it are its own, and are not.
/// </summary>
internal static class BodyReader
{
    /// <summary>The most bytes of a body, but for those that have a limit of their own.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>The most bytes of a body with a proof or with attestations.</summary>
    public const int MaxLargeBytes = (1 << 20) + (64 << 10);

    /// <exception cref="ApiException">It is no JSON by its type, too large, or null.</exception>
    /// <exception cref="JsonException">It is not what is expected.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int maxBytes = MaxBytes)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "Send JSON, with Content-Type: application/json.");
        if (context.Request.ContentLength > maxBytes) throw TooLarge(maxBytes);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = maxBytes;
        var buffer = new byte[Math.Min(maxBytes, context.Request.ContentLength ?? 4096) + 1];
        var length = 0;
        try
        {
            while (true)
            {
                var read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted);
                if (read == 0) break;
                length += read;
                if (length > maxBytes) throw TooLarge(maxBytes);
                if (length == buffer.Length) buffer = Grown(buffer, maxBytes);
            }

            if (length == 0) throw new ApiException(StatusCodes.Status400BadRequest, "InvalidJson", "There is no body. Send a JSON object.", "$");
            return JsonSerializer.Deserialize(buffer.AsSpan(0, length), type)
                ?? throw new ApiException(StatusCodes.Status400BadRequest, "InvalidJson", "The body is null. Send a JSON object.", "$");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static byte[] Grown(byte[] buffer, int maxBytes)
    {
        var larger = new byte[Math.Min(2L * buffer.Length, maxBytes + 1L)];
        buffer.CopyTo(larger, 0);
        CryptographicOperations.ZeroMemory(buffer);
        return larger;
    }

    private static ApiException TooLarge(int maxBytes) => new(
        StatusCodes.Status413PayloadTooLarge, "TooLarge", $"The body is larger than the {maxBytes} bytes that this endpoint takes. Send less at a time.");
}
