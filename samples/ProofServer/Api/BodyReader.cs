using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace ProofServer.Api;

/// <summary>
/// Reads bodies explicitly, so that an error names the invalid path, and so that the buffer is overwritten: a body may have a secret. The
/// buffers of the HTTP server below are not overwritten.
/// </summary>
internal static class BodyReader
{
    /// <summary>The maximum size of a body in bytes, except for bodies with a separate limit.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>The most bytes of a body with a proof or with attestations.</summary>
    public const int MaxLargeBytes = (1 << 20) + (64 << 10);

    /// <exception cref="ApiException">The content type is not JSON, or the body is too large or null.</exception>
    /// <exception cref="JsonException">The body is malformed.</exception>
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
