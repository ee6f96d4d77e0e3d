using System.Security.Cryptography;
using System.Text;
using ProofServer.Requests;
using Shadowgraph.Proofs;

namespace ProofServer.Api;

/// <summary>
/// Maps a user's Idempotency-Key to its request, so that a repetition returns the same request even after changes of the
/// registry. Retains the latest keys, as hashes.
/// </summary>
internal sealed class IdempotencyKeys(IProofRequests requests)
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 200;
    private const int Kept = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (Guid Request, string Content)> _known = [];
    private readonly Queue<Guid> _order = new();

    /// <returns>The id that user and key make; null if there is no key.</returns>
    /// <exception cref="ApiException">The key can't be used.</exception>
    public static Guid? IdOf(HttpContext context, ProofUserId user)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values)) return null;
        if (values is not [{ Length: > 0 and <= MaxLength } key] || key.Any(letter => letter is < '!' or > '~'))
        {
            throw new ApiException(
                StatusCodes.Status400BadRequest, "InvalidIdempotencyKey", $"{Header} is one value of 1 to {MaxLength} visible ASCII characters.");
        }

        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{user}\n{key}")).AsSpan(0, 16));
    }

    /// <summary>The user's request with a key, as long as the request is known.</summary>
    /// <exception cref="ApiException">The key belongs to a request with other content.</exception>
    public async ValueTask<Guid?> FindAsync(Guid id, ProofUserId user, ProofBody body, CancellationToken cancellationToken)
    {
        (Guid Request, string Content) known;
        lock (_lock)
        {
            if (!_known.TryGetValue(id, out known)) return null;
        }

        if (!await requests.IsOwnedAsync(known.Request, user, cancellationToken)) return null;
        return known.Content == ContentOf(body)
            ? known.Request
            : throw new ApiException(
                StatusCodes.Status409Conflict, nameof(ProofErrorType.RequestConflict),
                $"This {Header} was used for another request. Repeat the content of that request, or use another key.");
    }

    public void Add(Guid id, ProofBody body, Guid request)
    {
        lock (_lock)
        {
            if (!_known.ContainsKey(id)) _order.Enqueue(id);
            _known[id] = (request, ContentOf(body));
            if (_order.Count > Kept) _known.Remove(_order.Dequeue());
        }
    }

    /// <summary>All but the priority and the secret, whose commitment the pipeline compares.</summary>
    private static string ContentOf(ProofBody body) => $"{body with { Priority = default, IdentitySecret = null }}";
}
