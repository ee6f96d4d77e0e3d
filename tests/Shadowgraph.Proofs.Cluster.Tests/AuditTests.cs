using ProofCluster.Commands;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>The audit trails of all processes, read as one.</summary>
[TestFixture]
public sealed class AuditTests
{
    [Test]
    public async Task Request_BegunOnTwoSilos_IsOneStoryOverBothFolders()
    {
        var audit = Directory.CreateTempSubdirectory("proof-cluster-audit-").FullName;
        try
        {
            Guid id, other;
            string first, second;
            await using (var world = await ClusterWorld.StartAsync("sleep:3000", $"--ProofCluster:AuditFolder={audit}"))
            {
                var front = await world.FrontAsync();
                (var request, id) = Requests.Make(world);
                await front.Cluster.SubmitAsync(request);
                await Wait.UntilAsync(() => world.CountOf(id, "begun") == 1);
                first = (await world.OutcomeAsync(front, id)).Silo;

                // The entry of the start is in the file before the silo dies.
                await Wait.UntilAsync(() => AuditReader.Read([Path.Combine(audit, first)]).Any(record => IsStart(record, id, 1, first)));
                world.SiloNamed(first).Kill();
                await Requests.CompleteAsync(front, [id]);
                second = (await world.OutcomeAsync(front, id)).Silo;
                other = await front.Cluster.SubmitAsync(world.Demonstration.Request(new ProofUserId("bob")));
                await front.Cluster.WaitAsync(new ProofUserId("bob"), other);
                world.SiloNamed(second).Send("TERM");
                await world.SiloNamed(second).ExitAsync();
            }

            Assert.That(second, Is.Not.EqualTo(first));
            var (code, whole) = Read(audit);
            var (_, story) = Read(audit, $"--request={id}");
            var (_, bobs) = Read(audit, "--user=bob");
            var (_, ends) = Read(audit, "--action=completed", "--last=1");

            Assert.That(code, Is.Zero, string.Join('\n', whole));
            Assert.That(whole.Take(2), Has.All.Contains("intact, "));
            Assert.That(whole.Skip(2).Select(TimeOf), Is.Ordered);
            var lines = story.Skip(2).ToArray();
            Assert.That(lines, Has.All.Contains("user alice"));
            Assert.That(lines.Where(line => line.Contains(" Configuration ")).Select(NoteOf), Is.EqualTo(new[]
            {
                $"{first}: Request {id:N} of the cluster, start 1, on {first}.", $"{second}: Request {id:N} of the cluster, start 2, on {second}.",
            }));
            Assert.That(lines[0], Does.Contain($"{first} ").And.Contain("Requested"));
            Assert.That(lines[^1], Does.Contain($"{second} ").And.Contain("Completed"));
            Assert.That(lines.Count(line => line.Contains(" Completed ")), Is.EqualTo(1));
            Assert.That(bobs.Skip(2), Is.Not.Empty.And.All.Contains("user bob"));
            Assert.That(bobs, Has.Some.Contains($"Request {other:N} of the cluster, start 1"));
            Assert.That(ends, Has.Length.EqualTo(3).And.Some.Contains("Completed").And.Some.Contains("user bob"));

            // A change in one folder breaks the chain of that folder alone.
            var file = Directory.GetFiles(Path.Combine(audit, first), "audit-*.jsonl").First();
            File.WriteAllText(file, File.ReadAllText(file).Replace("\"user\":\"alice\"", "\"user\":\"mallory\"", StringComparison.Ordinal));
            var (broken, faults) = Read(audit);

            Assert.That(broken, Is.EqualTo(1));
            Assert.That(faults, Has.One.StartsWith($"# {first}: BROKEN. audit-000001.jsonl:").And.One.StartsWith($"# {second}: intact, "));
        }
        finally
        {
            Directory.Delete(audit, recursive: true);
        }
    }

    [TestCase("--request=1")]
    [TestCase("--action=7")]
    [TestCase("--action=Nothing")]
    [TestCase("--last=0")]
    [TestCase("--user=")]
    public void Filter_ThatIsNone_IsRefused(string filter)
    {
        var audit = Directory.CreateTempSubdirectory("proof-cluster-audit-");
        try
        {
            using (var sink = new FileAuditSink(new FileAuditSinkOptions { Directory = audit.FullName }))
            {
                _ = sink.WriteAsync(
                    [new AuditEntry(1, DateTimeOffset.UnixEpoch, new AuditEvent { Action = AuditAction.Configuration }, new string('0', 64))], default);
            }

            Assert.That(() => Read(audit.FullName, filter), Throws.TypeOf<UsageException>());
            Assert.That(Read(audit.FullName).Code, Is.Zero);
        }
        finally
        {
            audit.Delete(recursive: true);
        }
    }

    [Test]
    public void Folders_ThatAreMissingOrWithoutAudit_AreRefused()
    {
        var empty = Directory.CreateTempSubdirectory("proof-cluster-audit-");
        try
        {
            Assert.That(() => Read(empty.FullName), Throws.TypeOf<UsageException>().With.Message.Contains("no audit files"));
            Assert.That(() => Read(Path.Combine(empty.FullName, "missing")), Throws.TypeOf<UsageException>().With.Message.Contains("no folder"));
            Assert.That(() => AuditCommand.Run(new Arguments([]), TextWriter.Null), Throws.TypeOf<UsageException>());
        }
        finally
        {
            empty.Delete();
        }
    }

    private static (int Code, string[] Lines) Read(params string[] words)
    {
        using var output = new StringWriter();
        var code = AuditCommand.Run(new Arguments(words, AuditCommand.Options), output);
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsStart(AuditRecord record, Guid id, int start, string silo) =>
        record.Entry.Detail == $"Request {id:N} of the cluster, start {start}, on {silo}.";

    private static string TimeOf(string line) => line[.."2026-01-01 00:00:00.000".Length];

    /// <summary>Folder and detail of a line.</summary>
    private static string NoteOf(string line)
    {
        var name = line[(TimeOf(line).Length + 1)..].Split(' ')[0];
        return $"{name}: {line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]}";
    }
}
