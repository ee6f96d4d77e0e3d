using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Proving.Keys;

[TestFixture]
public sealed class ProvingKeyStoreOptionsTests
{
    [Test]
    public void NewStore_WithoutASource_NamesBothWaysOut() =>
        Assert.That(
            () => new ProvingKeyStore(new ProvingKeyStoreOptions()),
            Throws.TypeOf<ProvingKeysNotConfiguredException>()
                .With.Message.Contains("UseCeremonyKeys").And.Message.Contains("UseDevelopmentKeys()"));

    [TestCase("Production")]
    [TestCase("production")]
    public void NewStore_DevelopmentKeysInProduction_AreRefusedUnlessAllowed(string environment)
    {
        var options = new ProvingKeyStoreOptions { EnvironmentName = environment }.UseDevelopmentKeys("keys");

        var failure = Assert.Throws<ProvingKeyException>(() => _ = new ProvingKeyStore(options));
        Assert.That(failure!.Reason, Is.EqualTo(ProvingKeyRejection.DevelopmentKey));
        Assert.That(
            failure.Message,
            Does.Contain("UseCeremonyKeys").And.Contain("AllowDevelopmentKeys").And.Contain("DOTNET_ENVIRONMENT=Development")
                .And.Contain("EnvironmentName = Environments.Development"));

        options.AllowDevelopmentKeys = true;
        Assert.That(() => new ProvingKeyStore(options), Throws.Nothing);
    }

    [TestCase("Development")]
    [TestCase("Staging")]
    public void NewStore_DevelopmentKeysElsewhere_NeedNothing(string environment) =>
        Assert.That(
            () => new ProvingKeyStore(
                new ProvingKeyStoreOptions { EnvironmentName = environment }.UseDevelopmentKeys("keys")), Throws.Nothing);

    /// <summary>The tests run where DOTNET_ENVIRONMENT is Development; see <see cref="DevelopmentEnvironment"/>.</summary>
    [Test]
    public void NewStore_NoEnvironmentNamed_AsksTheVariables() =>
        Assert.That(() => new ProvingKeyStore(new ProvingKeyStoreOptions().UseDevelopmentKeys("keys")), Throws.Nothing);

    [TestCase(null, null, "Production")]
    [TestCase("", " ", "Production")]
    [TestCase("Development", null, "Development")]
    [TestCase("Development", "", "Development")]
    [TestCase(null, "Staging", "Staging")]
    [TestCase("Development", "Production", "Production")]
    [TestCase("production", "Development", "Production")]
    public void EnvironmentFrom_IsProductionIfEitherSaysSoOrNeitherSaysAnything(string? dotnet, string? aspNetCore, string expected) =>
        Assert.That(ProvingKeyStoreOptions.EnvironmentFrom(dotnet, aspNetCore), Is.EqualTo(expected));

    [Test]
    public void NewStore_WithOptionsThatCannotBe_NamesTheOption()
    {
        Assert.Multiple(() =>
        {
            Assert.That(
                () => new ProvingKeyStore(new ProvingKeyStoreOptions { Source = KeySource.Ceremony }),
                Throws.ArgumentException.With.Message.Contains("Directory"));
            Assert.That(
                () => new ProvingKeyStore(
                    new ProvingKeyStoreOptions().UseCeremonyKeys(" ")), Throws.ArgumentException.With.Message.Contains("Directory"));
            Assert.That(
                () => new ProvingKeyStore(
                    new ProvingKeyStoreOptions { Source = (KeySource)9 }), Throws.ArgumentException.With.Message.Contains("Source"));
            foreach (var hash in new[] { "", "abc", new string('g', 64), new string('a', 65) })
            {
                var options = new ProvingKeyStoreOptions().UseCeremonyKeys("keys");
                options.CeremonyKeyHashes[CircuitSize.Small] = hash;
                Assert.That(() => new ProvingKeyStore(options), Throws.ArgumentException.With.Message.Contains("CeremonyKeyHashes"));
            }
        });
    }
}
