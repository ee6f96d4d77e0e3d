using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Proving.Keys;

/// <summary>Development keys: made once, kept, checked, made anew. Budget: 3 s.</summary>
[TestFixture]
[CancelAfter(240_000)]
public sealed class DevelopmentKeyStoreTests
{
    private string _directory = "";
    private ListLogger _log = new();
    private FaultyFiles _files = new();

    private string KeyPath => Directory.GetFiles(_directory, "small-*.zkey").Single();

    [SetUp]
    public void MakeDirectory()
    {
        _directory = Directory.CreateTempSubdirectory("keys-").FullName;
        _log = new();
        _files = new();
    }

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task GetAsync_FirstTime_MakesTheKeyAndLaterStoresLoadIt(CancellationToken timeout)
    {
        var made = await Store().GetAsync(CircuitSize.Small, null, timeout);
        var loaded = await Store().GetAsync(CircuitSize.Small, null, timeout);

        Assert.That(made.IsDevelopmentKey && loaded.IsDevelopmentKey, Is.True);
        Assert.That(loaded.VerifyingKey.Hash, Is.EqualTo(made.VerifyingKey.Hash));
        Assert.That(Logged(2005), Is.EqualTo(1), "made once");
        Assert.That(Logged(2006), Is.EqualTo(1), "loaded once");
        Assert.That(Logged(2001), Is.EqualTo(2), "warned each time");
        Assert.That(Path.GetFileName(KeyPath), Does.Match("^small-[0-9a-f]{16}-v1\\.dev\\.zkey$"));
        Assert.That(
            await File.ReadAllTextAsync(KeyPath + ".sha256", timeout), Is.EqualTo($"{loaded.Sha256}  {Path.GetFileName(KeyPath)}\n"));
    }

    [Test]
    public async Task GetAsync_ManyAtOnce_GiveOneKey(CancellationToken timeout)
    {
        var store = Store();

        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => store.GetAsync(CircuitSize.Small, null, timeout)));

        Assert.That(keys.Distinct().Count(), Is.EqualTo(1));
        Assert.That(Logged(2005), Is.EqualTo(1));
    }

    [Test]
    public async Task GetAsync_OfAnotherSize_GivesAnotherKey(CancellationToken timeout)
    {
        var store = Store();

        var small = await store.GetAsync(CircuitSize.Small, null, timeout);
        var large = await store.GetAsync(CircuitSize.Large, null, timeout);

        Assert.That(large.WireCount, Is.GreaterThan(small.WireCount));
        Assert.That(() => store.GetAsync((CircuitSize)5), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task GetAsync_SeveralStoresAtOnce_MakeOneKeyBetweenThem(CancellationToken timeout)
    {
        // Each store stands for a process: they share nothing but the directory.
        var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store().GetAsync(CircuitSize.Small, null, timeout)));

        Assert.That(keys.Select(key => key.VerifyingKey.Hash).Distinct().Count(), Is.EqualTo(1));
        Assert.That(Logged(2005), Is.EqualTo(1));
    }

    [Test]
    [Platform("Linux")]
    public async Task GetAsync_WhileAnotherProcessHoldsTheLock_WaitsUntilThatProcessDies(CancellationToken timeout)
    {
        using var holder = await HoldLockAsync(timeout);

        var waiting = Store().GetAsync(CircuitSize.Small, null, timeout);
        await Wait.UntilAsync(() => _files.LocksRefused >= 2);
        Assert.That(waiting.IsCompleted, Is.False);
        holder.Kill(entireProcessTree: true);

        Assert.That(await waiting, Is.Not.Null);
    }

    [Test]
    [Platform("Linux")]
    public async Task GetAsync_CancelledWhileWaitingForTheLock_Ends(CancellationToken timeout)
    {
        using var holder = await HoldLockAsync(timeout);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(timeout);

        var waiting = Store().GetAsync(CircuitSize.Small, null, cancellation.Token);
        await cancellation.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        holder.Kill(entireProcessTree: true);
        Assert.That(timeout.IsCancellationRequested, Is.False);
    }

    [TestCase("one byte changed")]
    [TestCase("cut short")]
    [TestCase("empty")]
    [TestCase("no hash")]
    [TestCase("hash cut short")]
    [TestCase("hash of another file")]
    [TestCase("key of another circuit")]
    public async Task GetAsync_ADamagedFile_IsMadeAnewWithAWarning(string damage, CancellationToken timeout)
    {
        var first = await Store().GetAsync(CircuitSize.Small, null, timeout);
        Damage(damage);

        var second = await Store().GetAsync(CircuitSize.Small, null, timeout);
        var third = await Store().GetAsync(CircuitSize.Small, null, timeout);

        Assert.That(second.VerifyingKey.Hash, Is.Not.EqualTo(first.VerifyingKey.Hash));
        Assert.That(third.VerifyingKey.Hash, Is.EqualTo(second.VerifyingKey.Hash));
        Assert.That(Logged(2003), Is.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task GetAsync_OnAFullDisk_KeepsTheKeyInMemoryWithAWarning(bool full, CancellationToken timeout)
    {
        _files.OnWrite = full ? new IOException("No space left on device") : new UnauthorizedAccessException("Read-only file system");
        var store = Store();

        var key = await store.GetAsync(CircuitSize.Small, null, timeout);

        Assert.That(await store.GetAsync(CircuitSize.Small, null, timeout), Is.SameAs(key));
        Assert.That(Logged(2004), Is.EqualTo(1));
        Assert.That(Directory.GetFiles(_directory, "*.zkey*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task GetAsync_InAReadOnlyDirectory_LoadsWhatIsThereAndKeepsTheRestInMemory(CancellationToken timeout)
    {
        var made = await Store().GetAsync(CircuitSize.Small, null, timeout);
        _files.OnLock = new UnauthorizedAccessException("Access to the path is denied.");
        _files.OnWrite = _files.OnLock;

        var loaded = await Store().GetAsync(CircuitSize.Small, null, timeout);
        var unsaved = await Store().GetAsync(CircuitSize.Medium, null, timeout);

        Assert.That(loaded.VerifyingKey.Hash, Is.EqualTo(made.VerifyingKey.Hash));
        Assert.That(unsaved, Is.Not.Null);
        Assert.That(Logged(2004), Is.EqualTo(1));
    }

    [Test]
    public async Task GetAsync_InADirectoryThatCannotBe_KeepsTheKeyInMemory(CancellationToken timeout)
    {
        var file = Path.Combine(_directory, "file");
        await File.WriteAllTextAsync(file, "", timeout);

        var key = await Store(Path.Combine(file, "keys")).GetAsync(CircuitSize.Small, null, timeout);

        Assert.That(key.IsDevelopmentKey, Is.True);
        Assert.That(Logged(2004), Is.EqualTo(1));
    }

    [Test]
    public void Load_WithoutADirectory_KeepsTheKeyInMemoryWithAWarning()
    {
        var keys = new DevelopmentKeys(null, _files, new KeyLoader(PreparedKeyUse.Off, _log), TinyCircuit.Of, _log);

        Assert.That(keys.Load(CircuitSize.Small, new Progress<double>(), CancellationToken.None).IsDevelopmentKey, Is.True);
        Assert.That(Logged(2002), Is.EqualTo(1));
        Assert.That(_files.Writes, Is.Zero);
    }

    [Test]
    public async Task GetAsync_CancelledWhileTheKeyIsMade_LeavesNoFile(CancellationToken timeout)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(timeout);
        var store = Store(circuits: size =>
        {
            cancellation.Cancel();
            return TinyCircuit.Of(size);
        });

        Assert.That(async () => await store.GetAsync(CircuitSize.Small, null, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await Store().GetAsync(CircuitSize.Small, null, timeout), Is.Not.Null);
    }

    private ProvingKeyStore Store(string? directory = null, Func<CircuitSize, CircuitForKeys>? circuits = null) => new(
        new ProvingKeyStoreOptions { EnvironmentName = "Development", Prepared = PreparedKeyUse.Off }.UseDevelopmentKeys(directory ?? _directory), _log, _files, circuits ?? TinyCircuit.Of);

    private int Logged(int id)
    {
        lock (_log.Entries) return _log.Entries.Count(entry => entry.Id == id && (id >= 2005 || entry.Level == LogLevel.Warning));
    }

    private void Damage(string damage)
    {
        var hashPath = KeyPath + ".sha256";
        var bytes = File.ReadAllBytes(KeyPath);
        switch (damage)
        {
            case "one byte changed":
                bytes[^40] ^= 1;
                File.WriteAllBytes(KeyPath, bytes);
                break;
            case "cut short":
                File.WriteAllBytes(KeyPath, bytes[..^100]);
                break;
            case "empty":
                File.WriteAllBytes(KeyPath, []);
                break;
            case "no hash":
                File.Delete(hashPath);
                break;
            case "hash cut short":
                File.WriteAllText(hashPath, "abc");
                break;
            case "hash of another file":
                File.WriteAllText(hashPath, new string('a', 64));
                break;
            default:
                var hash = Groth16Setup.CreateDevelopmentKey(TinyCircuit.Of(CircuitSize.Large).R1cs).Save(KeyPath);
                File.WriteAllText(hashPath, hash);
                break;
        }
    }

    private async Task<Process> HoldLockAsync(CancellationToken timeout)
    {
        var path = new DevelopmentKeyFile(_files, new KeyLoader(PreparedKeyUse.Off, _log), _directory, CircuitSize.Small, TinyCircuit.Of(CircuitSize.Small)).LockPath;
        string[] arguments = ["--exclusive", path, "sh", "-c", "echo held; exec sleep 60"];
        var start = new ProcessStartInfo("flock", arguments) { RedirectStandardOutput = true };
        var holder = Process.Start(start)!;
        Assert.That(await holder.StandardOutput.ReadLineAsync(timeout), Is.EqualTo("held"));
        return holder;
    }
}
