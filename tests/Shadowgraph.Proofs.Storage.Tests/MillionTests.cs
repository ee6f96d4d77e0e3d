using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>A million subjects of twelve attestations each, in SQLite on this machine's disk. Times and memory are told, not asserted, but for
/// memory, which is counted in a process of its own.</summary>
[Category("Long")]
[NonParallelizable]
public sealed class MillionTests
{
    private const int AttestationsEach = 12;

    /// <summary>Fewer with MILLION_SUBJECTS, to try the test out.</summary>
    private static int Subjects => int.Parse(Environment.GetEnvironmentVariable("MILLION_SUBJECTS") ?? "1000000", CultureInfo.InvariantCulture);

    [Test]
    public async Task AMillionSubjects_ArePublishedReopenedAndProved()
    {
        using var world = new SqliteWorld();
        await File.WriteAllBytesAsync(Path.Combine(world.Folder, "key"), world.Key);

        await ChildProcess.RunAsync(PublishAsync, world.Folder);
        await ChildProcess.RunAsync(ReopenAsync, world.Folder);
    }

    [Test]
    public async Task AMillionSubjects_AreImportedFromJsonLines()
    {
        using var world = new SqliteWorld();
        await File.WriteAllBytesAsync(Path.Combine(world.Folder, "key"), world.Key);
        await WriteLinesAsync(Path.Combine(world.Folder, "attestations.jsonl"), Subjects, AttestationsEach);

        await ChildProcess.RunAsync(ReadLinesAsync, world.Folder);
        await ChildProcess.RunAsync(ImportAsync, world.Folder);
    }

    [Test]
    public async Task AMillionRecords_OneOfThemWrong_AreRefusedWithItsPlace_AndNothingIsPublished()
    {
        using var world = new SqliteWorld();
        await using var registry = await world.OpenAsync();
        var file = Path.Combine(world.Folder, "attestations.jsonl");
        await WriteLinesAsync(file, Subjects, each: 1, wrong: Subjects / 2);

        await using var records = File.OpenRead(file);
        var publishing = registry.PublishAsync(GroupsOf(records));

        var error = Assert.ThrowsAsync<InvalidRecordException>(() => publishing)!;
        Assert.That((error.Record, error.Line, error.Field), Is.EqualTo(((long)(Subjects / 2), (long)(Subjects / 2), "opinion.belief")));
        Assert.That(registry.Count, Is.Zero);
        Assert.That(registry.Roots, Is.Empty);
    }

    internal static async Task ReadLinesAsync(string folder)
    {
        await using var file = File.OpenRead(Path.Combine(folder, "attestations.jsonl"));
        var watch = Stopwatch.StartNew();
        var records = 0L;
        await foreach (var record in AttestationReader.ReadAsync(file)) records += record.Attestation.Weight > 0 ? 1 : 0;
        Assert.That(records, Is.EqualTo((long)Subjects * AttestationsEach));
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"parsing alone: {records} records, {file.Length >> 20} MiB in {watch.Elapsed.TotalSeconds:F1} s"));
    }

    internal static async Task ImportAsync(string folder)
    {
        await using var source = Source(folder);
        await using var registry = await OpenAsync(source, folder);
        await using var file = File.OpenRead(Path.Combine(folder, "attestations.jsonl"));
        var watch = Stopwatch.StartNew();
        var result = await registry.PublishAsync(GroupsOf(file), new PublicationOptions { ExpectedChanges = Subjects }, new Stages(watch));
        Assert.That(result.Added, Is.EqualTo(Subjects));
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"imported {Subjects} subjects of {AttestationsEach} from JSON Lines in {watch.Elapsed.TotalSeconds:F1} s; peak {Peak() >> 20} MiB"));
    }

    internal static async Task PublishAsync(string folder)
    {
        await using var source = Source(folder);
        await using var registry = await OpenAsync(source, folder);
        var watch = Stopwatch.StartNew();
        var result = await registry.PublishAsync(ChangesAsync(), new PublicationOptions { ExpectedChanges = Subjects }, new Stages(watch));
        Assert.That(result.Added, Is.EqualTo(Subjects));
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"published {Subjects} subjects of {AttestationsEach} in {watch.Elapsed.TotalSeconds:F1} s; peak {Peak() >> 20} MiB; "
            + $"files {Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length) >> 20} MiB"));
    }

    internal static async Task ReopenAsync(string folder)
    {
        await using var source = Source(folder);
        var watch = Stopwatch.StartNew();
        await using var registry = await OpenAsync(source, folder);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"reopened in {watch.Elapsed.TotalSeconds:F1} s"));
        Assert.That(registry.Count, Is.EqualTo(Subjects));
        var held = GC.GetTotalMemory(forceFullCollection: true) / (double)(Subjects * (long)AttestationsEach);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{held:F1} bytes of managed memory an attestation; peak {Peak() >> 20} MiB"));
        Assert.That(held, Is.LessThan(120));

        // Some of them, and one that proves.
        var random = new Random();
        for (var i = 0; i < 1_000; i++) (await registry.OpenAsync(Account((ulong)random.Next(1, Subjects + 1)))).Verify();
        var opening = await registry.OpenAsync(Account((ulong)random.Next(1, Subjects + 1)));
        var keys = new ProvingKeyStore(new ProvingKeyStoreOptions { EnvironmentName = "Development" }.UseDevelopmentKeys());
        var prover = new ReputationProver(keys);
        var job = new ProofJob(opening, ProofStatement.Exact(), Account(5), new(1, default, "million", "test"), DateTimeOffset.UtcNow, null);
        var proof = (await prover.ProveAsync(job, prover.Plan(job, CircuitSize.Large))).Proof;
        var key = (await keys.GetAsync(proof.Size)).VerifyingKey;
        var verdict = new ReputationVerifier(new Dictionary<CircuitSize, Proofs.Groth16.VerifyingKey> { [proof.Size] = key }, new Dictionary<CircuitSize, string> { [proof.Size] = key.Hash })
            .Verify(proof, new ProofExpectation
            {
                AcceptedRoots = [registry.Roots[^1].Root],
                Scope = job.Scope,
                Recipient = Account(5),
                Mode = ProofMode.Disclosed,
                Bounds = ScoreBounds.Any,
                AllowDevelopmentKeys = true,
            });
        Assert.That(verdict.IsValid, Is.True, verdict.ToString());

        watch.Restart();
        await registry.PublishAsync(Account(1), About(1, seed: 1));
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"one more publication {watch.Elapsed.TotalMilliseconds:F1} ms"));
    }

    private static System.Data.Common.DbDataSource Source(string folder) =>
        SqliteFactory.Instance.CreateDataSource($"Data Source={Path.Combine(folder, "registry.db")}");

    private static async Task<AttestationRegistry> OpenAsync(System.Data.Common.DbDataSource source, string folder) => await AttestationRegistry.OpenAsync(
        new DbRegistryStore(source), new RegistryStorageOptions().SealWith(await File.ReadAllBytesAsync(Path.Combine(folder, "key"))));

    /// <summary>From records in memory as they are read: each is made when its turn comes, by nothing that takes longer than reading.</summary>
    private static async IAsyncEnumerable<RegistryChange> ChangesAsync()
    {
        var created = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        for (var subject = 1; subject <= Subjects; subject++)
        {
            var target = Account((ulong)subject);
            var attestations = new Attestation[AttestationsEach];
            for (var i = 0; i < attestations.Length; i++)
            {
                attestations[i] = new()
                {
                    Source = Account(1_000_000_000UL + (ulong)(subject + 7919 * i)),
                    Target = target,
                    Opinion = new(0.7, 0.1, 0.2, 0.5),
                    Weight = (i + 1) / 12.0,
                    Type = AttestationType.Trust,
                    CreatedAt = created.AddSeconds(subject % 1000),
                };
            }

            yield return RegistryChange.Publish(target, attestations);
            if (subject % 100_000 == 0) await Task.Yield();
        }
    }

    private static async IAsyncEnumerable<RegistryChange> GroupsOf(Stream records)
    {
        await foreach (var group in AttestationReader.ReadAsync(records).GroupBySubjectAsync(isSorted: true))
            yield return RegistryChange.Publish(group.Subject, group.Attestations);
    }

    /// <param name="path">The file.</param>
    /// <param name="subjects">How many subjects.</param>
    /// <param name="each">Attestations of each.</param>
    /// <param name="wrong">The line whose belief is out of range; 0 for none.</param>
    private static async Task WriteLinesAsync(string path, int subjects, int each, int wrong = 0)
    {
        await using var file = new StreamWriter(path);
        var line = 0;
        for (var subject = 1; subject <= subjects; subject++)
        {
            var target = Account((ulong)subject);
            for (var i = 0; i < each; i++)
            {
                var belief = ++line == wrong ? "1.7" : "0.7";
                var source = Account(1_000_000_000UL + (ulong)(subject + 7919 * i));
                await file.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"source":"{{source}}","target":"{{target}}","opinion":{"belief":{{belief}},"disbelief":0.1,"uncertainty":0.2,"base_rate":0.5},"weight":{{(i + 1) / 16.0}},"attestation_type":"trust","created_at":{{1_700_000_000 + subject % 1000}}}"""));
            }
        }
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private sealed class Stages(Stopwatch watch) : IProgress<PublicationProgress>
    {
        private PublicationStage _stage = PublicationStage.Preparing;

        public void Report(PublicationProgress value)
        {
            if (value.Stage == _stage) return;
            _stage = value.Stage;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Stage} after {watch.Elapsed.TotalSeconds:F1} s"));
        }
    }
}
