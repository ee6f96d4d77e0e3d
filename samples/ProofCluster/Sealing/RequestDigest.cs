using System.Security.Cryptography;
using Shadowgraph.Proofs;

namespace ProofCluster.Sealing;

/// <summary>
/// SHA-256 of a request's content as its caller gave it: before a time is set for one without, so that a repetition after the death of a front
/// is the same. The salt of the opening is in it, so nobody guesses the content back.
/// </summary>
internal static class RequestDigest
{
    /// <summary>Computes it; 32 bytes.</summary>
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
