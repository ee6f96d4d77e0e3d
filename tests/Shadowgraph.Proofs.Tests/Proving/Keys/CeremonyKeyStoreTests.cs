using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Proving.Keys;

/// <summary>
/// Ceremony keys are refused or taken, never repaired. The files here are development keys that are allowed, as a test can hold no
/// ceremony. Budget: 2 s.
/// </summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class CeremonyKeyStoreTests
{
    private string _directory = "";
    private string _hash = "";

    [SetUp]
    public void MakeDirectory()
    {
        _directory = Directory.CreateTempSubdirectory("ceremony-").FullName;
        _hash = Groth16Setup.CreateDevelopmentKey(TinyCircuit.Of(CircuitSize.Small).R1cs).Save(Path.Combine(_directory, "small.zkey"));
    }

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task GetAsync_TheKeyOfItsCircuit_IsLoaded(CancellationToken timeout)
    {
        var options = Options();
        options.CeremonyKeyHashes[CircuitSize.Small] = _hash.ToUpperInvariant();

        var key = await Store(options).GetAsync(CircuitSize.Small, null, timeout);

        Assert.That(key.Sha256, Is.EqualTo(_hash));
    }

    [Test]
    public void GetAsync_NoFile_SaysWhereItWasLookedFor(CancellationToken timeout)
    {
        var failure = Assert.ThrowsAsync<ProvingKeyNotFoundException>(() => Store(Options()).GetAsync(CircuitSize.Large, null, timeout));

        Assert.That(failure!.Size, Is.EqualTo(CircuitSize.Large));
        Assert.That(failure.Message, Does.Contain(Path.Combine(_directory, "large.zkey")));
    }

    [Test]
    public void GetAsync_AnotherHashThanPinned_IsRefused(CancellationToken timeout)
    {
        var options = Options();
        options.CeremonyKeyHashes[CircuitSize.Small] = new string('0', 64);

        AssertRefused(options, ProvingKeyRejection.WrongHash, timeout);
    }

    [Test]
    public void GetAsync_AKeyOfAnotherCircuit_IsRefused(CancellationToken timeout)
    {
        var medium = Groth16Setup.CreateDevelopmentKey(TinyCircuit.Of(CircuitSize.Medium).R1cs, cancellationToken: timeout);
        medium.Save(Path.Combine(_directory, "small.zkey"));

        AssertRefused(Options(), ProvingKeyRejection.WrongCircuit, timeout);
    }

    [Test]
    public void GetAsync_ADevelopmentKeyThatIsNotAllowed_IsRefused(CancellationToken timeout)
    {
        var options = Options();
        options.AllowDevelopmentKeys = false;

        AssertRefused(options, ProvingKeyRejection.DevelopmentKey, timeout);
    }

    [Test]
    public void GetAsync_ACorruptFile_IsRefusedAndLeftAlone(CancellationToken timeout)
    {
        var path = Path.Combine(_directory, "small.zkey");
        var bytes = File.ReadAllBytes(path)[..^50];
        File.WriteAllBytes(path, bytes);

        var failure = Assert.CatchAsync<ProofFileException>(() => Store(Options()).GetAsync(CircuitSize.Small, null, timeout));

        Assert.That(failure!.Message, Does.Contain(path));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(bytes));
    }

    [Test]
    public async Task GetAsync_AfterTheFileWasPutRight_LoadsIt(CancellationToken timeout)
    {
        var store = Store(Options());
        Assert.That(async () => await store.GetAsync(CircuitSize.Medium, null, timeout), Throws.TypeOf<ProvingKeyNotFoundException>());
        var medium = Groth16Setup.CreateDevelopmentKey(TinyCircuit.Of(CircuitSize.Medium).R1cs, cancellationToken: timeout);
        medium.Save(Path.Combine(_directory, "medium.zkey"));

        Assert.That(await store.GetAsync(CircuitSize.Medium, null, timeout), Is.Not.Null);
    }

    private static ProvingKeyStore Store(ProvingKeyStoreOptions options) => new(options, new ListLogger(), new KeyFiles(), TinyCircuit.Of);

    private static void AssertRefused(ProvingKeyStoreOptions options, ProvingKeyRejection reason, CancellationToken timeout)
    {
        var failure = Assert.ThrowsAsync<ProvingKeyException>(() => Store(options).GetAsync(CircuitSize.Small, null, timeout));
        Assert.That(failure!.Reason, Is.EqualTo(reason));
        Assert.That(failure.Message, Does.Contain("small.zkey"));
    }

    private ProvingKeyStoreOptions Options() =>
        new ProvingKeyStoreOptions { EnvironmentName = "Production", AllowDevelopmentKeys = true, Prepared = PreparedKeyUse.Off }.UseCeremonyKeys(_directory);
}
