using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using ProofCluster.Grains;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Files;

namespace ProofCluster.Sealing;

/// <summary>
/// Seals requests and results with ASP.NET's Data Protection, under kind and id: a request that was sealed under a different id does not open.
/// Thread-safe.
/// </summary>
internal sealed class RequestSeal(IDataProtectionProvider provider)
{
    private const string Remedy =
        "It is damaged, was stored under another id, or its key is not in the key ring: all fronts and silos use one ring, and keys outlive the retention.";

    private readonly IDataProtector _requests = provider.CreateProtector("ProofCluster", "request");
    private readonly IDataProtector _results = provider.CreateProtector("ProofCluster", "result");

    /// <summary>Seals a request.</summary>
    public byte[] SealRequest(Guid id, ProofRequest request) => Seal(_requests, id, request.ToJson());

    /// <summary>Opens a request and verifies its opening. The caller disposes the identity.</summary>
    /// <exception cref="UnreadableException">The bytes do not open under this id.</exception>
    public ProofRequest OpenRequest(Guid id, byte[] sealedRequest) => Open(_requests, id, sealedRequest, "request", plain => ProofRequest.FromJson(plain));

    /// <summary>Seals a result.</summary>
    public byte[] SealResult(Guid id, ProofResult result) => Seal(_results, id, result.ToJson());

    /// <summary>Opens a result.</summary>
    /// <exception cref="UnreadableException">The bytes do not open under this id.</exception>
    public ProofResult OpenResult(Guid id, byte[] sealedResult) => Open(_results, id, sealedResult, "result", plain => ProofResult.FromJson(plain));

    private static byte[] Seal(IDataProtector protector, Guid id, byte[] plain)
    {
        try
        {
            return protector.CreateProtector($"{id:N}").Protect(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static T Open<T>(IDataProtector protector, Guid id, byte[] sealedBytes, string what, Func<byte[], T> read)
    {
        byte[]? plain = null;
        try
        {
            plain = protector.CreateProtector($"{id:N}").Unprotect(sealedBytes);
            return read(plain);
        }
        catch (CryptographicException e)
        {
            throw new UnreadableException($"The stored {what} is not readable. {Remedy}", e);
        }
        catch (Exception e) when (e is ProofFileException or RegistryOpeningException)
        {
            throw new UnreadableException($"The stored {what} is not readable: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
