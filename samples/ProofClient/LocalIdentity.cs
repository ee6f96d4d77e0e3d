using System.Security.Cryptography;
using System.Text.Json;
using Shadowgraph.Proofs;

namespace ProofClient;

/// <summary>The secret behind anonymous proofs. It is made on this device; the server learns the commitment only.</summary>
internal static class LocalIdentity
{
    /// <summary>Reads the secret. On first use a secret is made and kept, and its commitment registered with the server.</summary>
    /// <exception cref="RefusedException">The file was changed, or the server refuses the commitment.</exception>
    public static async Task<IdentitySecret> OpenAsync(ClientOptions options, ServerConnection server, CancellationToken cancellationToken)
    {
        var file = new SealedFile(options.Identity, options.SealingKey, "identity");
        if (file.Exists) return Read(file);
        var secret = IdentitySecret.Create();
        try
        {
            Write(file, secret);
            var body = JsonSerializer.SerializeToUtf8Bytes(new IdentityBody(secret.Commitment.ToString()), ClientJson.Default.IdentityBody);
            await server.PostAsync("/api/registry/identity", body, cancellationToken);

            // An opening of an earlier secret is void.
            File.Delete(options.Opening);
            return secret;
        }
        catch
        {
            File.Delete(options.Identity);
            secret.Dispose();
            throw;
        }
    }

    private static IdentitySecret Read(SealedFile file)
    {
        var bytes = file.Read();
        try
        {
            return IdentitySecret.FromBytes(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static void Write(SealedFile file, IdentitySecret secret)
    {
        var bytes = new byte[IdentitySecret.Size];
        try
        {
            secret.Export(bytes);
            file.Write(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
