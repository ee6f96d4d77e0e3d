using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Proving.Keys;

/// <summary>The store makes prepared files in the background, and the next store uses them.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class PreparedKeyStoreTests
{
    private ListLogger _log = null!;
    private string _directory = "";

    private string Path => System.IO.Path.Combine(_directory, "small.zkey");

    [SetUp]
    public void MakeDirectory()
    {
        _log = new ListLogger();
        _directory = Directory.CreateTempSubdirectory("prepared-store-").FullName;
        Groth16Setup.CreateDevelopmentKey(TinyCircuit.Of(CircuitSize.Small).R1cs).Save(Path);
    }

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCase(PreparedKeyUse.Map)]
    [TestCase(PreparedKeyUse.Copy)]
    public async Task GetAsync_TheSecondTime_LoadsThePreparedFile(PreparedKeyUse use, CancellationToken timeout)
    {
        var first = Store(use);
        Assert.That((await first.GetAsync(CircuitSize.Small, null, timeout)).IsPrepared, Is.False);
        await first.Preparations.WaitAsync(timeout);
        Assert.That(Logged(2008), Is.EqualTo(1));

        var second = Store(use);
        var key = await second.GetAsync(CircuitSize.Small, null, timeout);
        await second.Preparations.WaitAsync(timeout);

        Assert.That(key.IsPrepared, Is.True);
        Assert.That(Logged(2008), Is.EqualTo(1), "a prepared key prepares nothing");
    }

    [Test]
    public async Task CheckAsync_MakesNoFile(CancellationToken timeout)
    {
        var store = Store(PreparedKeyUse.Map);

        await store.CheckAsync(CircuitSize.Small, timeout);
        await store.Preparations.WaitAsync(timeout);

        Assert.That(Directory.GetFiles(_directory), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task GetAsync_Off_NeitherMakesNorUsesAFile(CancellationToken timeout)
    {
        var store = Store(PreparedKeyUse.Off);
        await store.GetAsync(CircuitSize.Small, null, timeout);
        await store.Preparations.WaitAsync(timeout);
        Assert.That(Directory.GetFiles(_directory), Has.Length.EqualTo(1));

        ProvingKey.Prepare(Path, cancellationToken: timeout);
        Assert.That((await Store(PreparedKeyUse.Off).GetAsync(CircuitSize.Small, null, timeout)).IsPrepared, Is.False);
    }

    [Test]
    public async Task GetAsync_AFolderWithoutWriteAccess_SaysSoOnceAsInformation(CancellationToken timeout)
    {
        Directory.CreateDirectory(Path + ".prepared.lock");
        var store = Store(PreparedKeyUse.Map);

        await store.GetAsync(CircuitSize.Small, null, timeout);
        await store.Preparations.WaitAsync(timeout);

        lock (_log.Entries) Assert.That(_log.Entries.Single(entry => entry.Id == 2010).Level, Is.EqualTo(LogLevel.Information));
        Assert.That(File.Exists(Path + ".prepared"), Is.False);
    }

    [Test]
    public async Task GetAsync_ADamagedFile_IsMadeAnew(CancellationToken timeout)
    {
        ProvingKey.Prepare(Path, cancellationToken: timeout);
        var bytes = await File.ReadAllBytesAsync(Path + ".prepared", timeout);
        File.Delete(Path + ".prepared");
        await File.WriteAllBytesAsync(Path + ".prepared", bytes[..5000], timeout);
        var store = Store(PreparedKeyUse.Map);

        Assert.That((await store.GetAsync(CircuitSize.Small, null, timeout)).IsPrepared, Is.False);
        await store.Preparations.WaitAsync(timeout);

        Assert.That(Logged(2009), Is.EqualTo(1));
        Assert.That((await Store(PreparedKeyUse.Map).GetAsync(CircuitSize.Small, null, timeout)).IsPrepared, Is.True);
    }

    [Test]
    public async Task GetAsync_PreparedOfTheKeyOfAnotherCircuit_IsRefused(CancellationToken timeout)
    {
        Groth16Setup.CreateDevelopmentKey(TinyCircuit.Of(CircuitSize.Medium).R1cs, cancellationToken: timeout).Save(Path);
        ProvingKey.Prepare(Path, cancellationToken: timeout);

        var failure = Assert.ThrowsAsync<ProvingKeyException>(() => Store(PreparedKeyUse.Map).GetAsync(CircuitSize.Small, null, timeout));

        Assert.That(failure!.Reason, Is.EqualTo(ProvingKeyRejection.WrongCircuit));
        await Task.CompletedTask;
    }

    [Test]
    [Platform("Linux")]
    public async Task GetAsync_ADevelopmentKey_IsPreparedInItsPrivateFolder(CancellationToken timeout)
    {
        var folder = System.IO.Path.Combine(_directory, "development");
        for (var i = 0; i < 3; i++)
        {
            var store = new ProvingKeyStore(
                new ProvingKeyStoreOptions { EnvironmentName = "Development" }.UseDevelopmentKeys(folder), _log, new KeyFiles(), TinyCircuit.Of);
            var key = await store.GetAsync(CircuitSize.Small, null, timeout);
            await store.Preparations.WaitAsync(timeout);

            // The first store makes the key, the second reads the file.
            Assert.That(key.IsPrepared, Is.EqualTo(i == 2));
        }
    }

    private ProvingKeyStore Store(PreparedKeyUse use) => new(
        new ProvingKeyStoreOptions { EnvironmentName = "Production", AllowDevelopmentKeys = true, Prepared = use }.UseCeremonyKeys(_directory),
        _log, new KeyFiles(), TinyCircuit.Of);

    private int Logged(int id)
    {
        lock (_log.Entries) return _log.Entries.Count(entry => entry.Id == id);
    }
}
