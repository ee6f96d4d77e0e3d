using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>A temporary folder, deleted after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("proof-server-").FullName;

    /// <summary>Settings of a registry in this folder.</summary>
    public string[] Registry => [$"--Registry:Folder={At("registry")}", $"--Registry:KeyFile={At("registry.key")}"];

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>Makes a self-signed certificate for the loopback address, in certificate.pem.</summary>
    /// <returns>Settings of a server that listens with this certificate.</returns>
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
