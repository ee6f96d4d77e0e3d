using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("proof-server-").FullName;

    /// <summary>The settings of a registry in the folder, whose key is beside it.</summary>
    public string[] Registry => [$"--Registry:Folder={At("registry")}", $"--Registry:KeyFile={At("registry.key")}"];

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>Makes a certificate for this machine, which nobody trusts but who is told to.</summary>
    /// <returns>Settings of a server that listens with it; the certificate is certificate.pem.</returns>
    public string[] MakeTls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=proof server of tests", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return
        [
            "--Urls=https://127.0.0.1:0",
            $"--Kestrel:Certificates:Default:Path={Write("certificate.pem", certificate.ExportCertificatePem())}",
            $"--Kestrel:Certificates:Default:KeyPath={Write("key.pem", key.ExportPkcs8PrivateKeyPem())}",
        ];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
