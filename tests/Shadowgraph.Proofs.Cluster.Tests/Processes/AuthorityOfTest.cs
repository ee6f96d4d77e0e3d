using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shadowgraph.Proofs.Tests.Cluster.Processes;

/// <summary>A certificate authority of a test's own.</summary>
internal sealed class AuthorityOfTest : IDisposable
{
    private const string Password = "of-these-tests-alone";

    private readonly X509Certificate2 _authority;
    private readonly string _folder;

    public AuthorityOfTest(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority of a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(Path.Combine(_folder, "authority.pem"), _authority.ExportCertificatePem());
    }

    /// <summary>Options of a process with a certificate that this authority has signed.</summary>
    public string[] Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = request.Create(_authority, from, to, RandomNumberGenerator.GetBytes(8));
        using var whole = certificate.CopyWithPrivateKey(key);
        var path = Path.Combine(_folder, $"{name}.pfx");
        File.WriteAllBytes(path, whole.Export(X509ContentType.Pkcs12, Password));
        return
        [
            $"--ProofCluster:Certificate={path}", $"--ProofCluster:CertificateAuthority={Path.Combine(_folder, "authority.pem")}",
            $"--ProofCluster:CertificatePassword={Password}",
        ];
    }

    public void Dispose() => _authority.Dispose();
}
