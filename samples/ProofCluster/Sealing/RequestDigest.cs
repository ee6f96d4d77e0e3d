using System.Security.Cryptography;
using Shadowgraph.Proofs;

namespace ProofCluster.Sealing;

/// <summary>
/// SHA-256 of a request's content as given by the caller, before a missing time is set: a repetition after the death of a front has the same digest.
/// The content includes the salt of the opening, so the content can't be guessed from the digest.
/// </summary>
internal static class RequestDigest
{
    /// <summary>Computes the digest; 32 bytes.</summary>
    public static byte[] Of(ProofRequest request)
    {
        var content = RequestCopies.ContentOf(request, request.AsOf ?? DateTimeOffset.UnixEpoch).ToJson();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            hash.AppendData([request.AsOf is null ? (byte)0 : (byte)1]);
            hash.AppendData(content);
            return hash.GetHashAndReset();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }
}
