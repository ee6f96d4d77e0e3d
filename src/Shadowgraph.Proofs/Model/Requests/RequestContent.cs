using System.Security.Cryptography;

namespace Shadowgraph.Proofs;

/// <summary>
/// Compares two requests with the same id by content: opening, statement, recipient, scope, time as set, identity and largest circuit. Priority and
/// timeouts are excluded, since the urgency of a repeated request may have changed.
/// </summary>
internal static class RequestContent
{
    // The longest path takes 1 KiB, all remaining fields a quarter of that.
    private const int Room = 1536;

    /// <summary>SHA-256 of the content; the opening's salt makes it unguessable.</summary>
    public static byte[] DigestOf(ProofRequest request)
    {
        Span<byte> buffer = stackalloc byte[Room];
        var input = new DigestInput(buffer);
        input.AddDomain("shadowgraph.proofs/request/v1\0"u8);
        request.Opening.AppendTo(ref input);

        var bounds = request.Statement.Bounds ?? ScoreBounds.Any;
        input.Add((uint)request.Statement.Kind);
        input.Add(request.Statement.IsAnonymous);
        input.Add((uint)bounds.Minimum);
        input.Add((uint)bounds.Maximum);
        input.Add(request.Recipient);
        input.Add(request.Scope.ToFr());
        input.Add(request.AsOf is not null);
        input.Add(request.AsOf?.UtcTicks ?? 0);
        input.Add(request.Identity is not null);
        input.Add(request.Identity?.Commitment ?? default);
        input.Add((uint)request.MaxCircuitSize);

        var digest = SHA256.HashData(input.Bytes);
        CryptographicOperations.ZeroMemory(buffer); // the buffer contained the salt
        return digest;
    }
}
