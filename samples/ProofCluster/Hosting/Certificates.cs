using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace ProofCluster.Hosting;

/// <summary>The certificates of a process, and the check of peers' certificates.</summary>
internal static class Certificates
{
    /// <summary>The certificate that the keys of the ring are encrypted with; null for none.</summary>
    public static X509Certificate2? OfKeyRing(ProofClusterOptions options) => Load(options.KeyRingCertificate, options);

    /// <summary>Sets TLS with certificates on both sides, each signed by the authority.</summary>
    public static void Configure(TlsOptions tls, ProofClusterOptions options)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(options.CertificateAuthority!);
        tls.LocalCertificate = Load(options.Certificate, options);
        tls.LocalClientCertificateSelector = (_, _, _, _, _) => tls.LocalCertificate;
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (certificate, _, errors) => IsSignedBy(authority, certificate, errors);
        tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = "proof-cluster";
    }

    /// <summary>Names in certificates are not compared: silos come and go with their addresses, and the authority is the cluster's own.</summary>
    private static bool IsSignedBy(X509Certificate2 authority, X509Certificate2 certificate, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static X509Certificate2? Load(string? path, ProofClusterOptions options) =>
        path is null ? null : X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword);
}
