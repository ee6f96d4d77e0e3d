using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using ProofCluster.Hosting;

namespace Shadowgraph.Proofs.Tests.Cluster.Hosting;

[TestFixture]
public sealed class OptionsTests
{
    private static readonly string File = typeof(OptionsTests).Assembly.Location;

    [Test]
    public void Silo_WithGoodOptions_IsTaken() => Assert.That(FaultsOf(Good(), ProcessRole.Silo), Is.Empty);

    [Test]
    public void Front_WithGoodOptions_IsTaken() => Assert.That(FaultsOf(Good(), ProcessRole.Front), Is.Empty);

    [Test]
    public void Faults_AreToldAllAtOnce_WithTheirNames()
    {
        var options = Good();
        (options.KeyRing, options.SiloPort, options.MaxStarts, options.Endpoint) = (null, 0, 0, "somewhere");
        (options.ResponseTimeout, options.Prover, options.Retention) = (options.PollPeriod, "magic", TimeSpan.Zero);
        options.Limit.Permits = -1;

        var faults = FaultsOf(options, ProcessRole.Silo);

        string[] names = ["KeyRing", "SiloPort", "MaxStarts", "Endpoint", "ResponseTimeout", "Prover", "Retention", "Limit:Permits"];
        foreach (var name in names) Assert.That(faults, Has.One.StartsWith($"ProofCluster:{name} "));
        Assert.That(faults, Has.Count.EqualTo(names.Length));
    }

    [TestCase("noop")]
    [TestCase("sleep:100")]
    [TestCase("exit:0x6813eb9362372eef6200f3b1dbc3f819671cba69")]
    public void Production_TakesNoTestProver(string prover)
    {
        var options = Production();
        options.Prover = prover;

        Assert.That(FaultsOf(options, ProcessRole.Silo, Environments.Production), Has.One.StartsWith("ProofCluster:Prover "));
        Assert.That(FaultsOf(options, ProcessRole.Silo), Is.Empty);
    }

    [Test]
    public void Production_WithoutProtection_IsRefused()
    {
        var options = Production();
        Assert.That(FaultsOf(options, ProcessRole.Silo, Environments.Production), Is.Empty);
        (options.KeyRingCertificate, options.UseDevelopmentKeys, options.Endpoint) = (null, true, "10.0.0.1");

        var faults = FaultsOf(options, ProcessRole.Silo, Environments.Production);

        foreach (var name in new[] { "KeyRingCertificate", "UseDevelopmentKeys", "Certificate" })
            Assert.That(faults, Has.One.StartsWith($"ProofCluster:{name} "));
    }

    [TestCase(null)]
    [TestCase("c2hvcnQ=")]
    [TestCase("no base64!")]
    public void Front_NeedsAnOwnerKey(string? key)
    {
        var options = Good();
        options.OwnerKey = key;

        Assert.That(FaultsOf(options, ProcessRole.Front), Has.One.StartsWith("ProofCluster:OwnerKey "));
    }

    [TestCase(null, "is missing")]
    [TestCase("..", "must be the name of a folder")]
    [TestCase("a/b", "must be the name of a folder")]
    [TestCase(" ", "must be the name of a folder")]
    public void Front_WithAnAuditFolder_NeedsANameOfItsOwn(string? name, string fault)
    {
        var options = Good();
        options.Name = name;
        Assert.That(FaultsOf(options, ProcessRole.Front), Is.Empty);
        options.AuditFolder = "audit";

        Assert.That(FaultsOf(options, ProcessRole.Front), Has.One.StartsWith($"ProofCluster:Name {fault}").And.Exactly(1).Items);
        options.Name = "front-1";
        Assert.That(FaultsOf(options, ProcessRole.Front), Is.Empty);
    }

    private static ProofClusterOptions Good() => new()
    {
        Redis = "localhost:6379,password=secret",
        KeyRing = "ring",
        ProvingKeys = "keys",
        OwnerKey = Convert.ToBase64String(new byte[32]),
    };

    private static ProofClusterOptions Production()
    {
        var options = Good();
        options.KeyRingCertificate = File;
        return options;
    }

    private static List<string> FaultsOf(ProofClusterOptions options, ProcessRole role, string? environment = null) =>
        [.. new ProofClusterOptionsValidator(role, new HostingEnvironment { EnvironmentName = environment ?? Environments.Development })
            .Validate(null, options).Failures ?? []];
}
