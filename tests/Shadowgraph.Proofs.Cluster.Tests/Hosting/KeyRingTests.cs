using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ProofCluster.Grains;
using ProofCluster.Hosting;
using ProofCluster.Sealing;

namespace Shadowgraph.Proofs.Tests.Cluster.Hosting;

[TestFixture]
public sealed class KeyRingTests
{
    private const string Password = "of-these-tests-alone";

    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("proof-cluster-ring-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Ring_WithACertificate_IsReadByAllWhoHaveIt_AndItsKeysDoNotLieInClear()
    {
        var options = new ProofClusterOptions
        {
            KeyRing = Path.Combine(_folder, "ring"),
            KeyRingCertificate = MakeCertificate(),
            CertificatePassword = Password,
        };
        var id = Guid.NewGuid();
        var result = ProofResult.Ended(id, new ProofError(ProofErrorType.QueueFull, "The queue is full."));
        var sealedResult = new RequestSeal(ClusterServices.ProtectionOf(options)).SealResult(id, result);

        var opened = new RequestSeal(ClusterServices.ProtectionOf(options)).OpenResult(id, sealedResult);

        Assert.That(opened.Error!.Type, Is.EqualTo(ProofErrorType.QueueFull));
        var files = Directory.GetFiles(options.KeyRing);
        Assert.That(files, Has.Length.EqualTo(1));
        Assert.That(File.ReadAllText(files[0]), Does.Contain("EncryptedData").And.Not.Contain("<masterKey"));
        options.KeyRingCertificate = null;
        var without = new RequestSeal(ClusterServices.ProtectionOf(options));
        Assert.Throws<UnreadableException>(() => without.OpenResult(id, sealedResult));
    }

    private string MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=ring", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(_folder, "ring.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, Password));
        return path;
    }
}
