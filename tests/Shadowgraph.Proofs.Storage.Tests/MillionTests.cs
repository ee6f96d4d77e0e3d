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
