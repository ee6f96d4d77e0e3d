using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>A publisher in a process of its own is killed at random moments: what it was answered is there afterwards, and nothing half.</summary>
public sealed class CrashTests
{
    [Test]
    public Task Killed_AtRandom_HasEveryAnsweredPublication() => KillAsync(times: 6);

    [Test]
    [Category("Long")]
    public Task Killed_AThousandTimes_HasEveryAnsweredPublication() => KillAsync(times: 1_000);

    /// <summary>Publishes until it is killed, four at a time, and says of each when it was answered.</summary>
    internal static async Task PublishUntilKilledAsync(string folder)
    {
        var key = await File.ReadAllBytesAsync(Path.Combine(folder, "key"));
        await using var source = SqliteFactory.Instance.CreateDataSource($"Data Source={Path.Combine(folder, "registry.db")}");
        await using var registry = await AttestationRegistry.OpenAsync(new DbRegistryStore(source), new RegistryStorageOptions().SealWith(key));
        await Console.Out.WriteLineAsync("open");
        var random = new Random();
        while (true)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async lane =>
            {
                // Each lane has subjects of its own, so that the order of answers about a subject is that of its publications.
                var subject = (ulong)(lane * 1000 + random.Next(1, 200));
                var seed = random.Next();
                if (seed % 8 == 0)
                {
                    Say($"removing {subject}");
                    await registry.RemoveAsync(Account(subject));
                    Say($"removed {subject}");
                    return;
                }

                Say($"publishing {subject} {seed}");
                await registry.PublishAsync(Account(subject), About(subject, seed));
                Say($"published {subject} {seed}");
            }));
        }
    }

    private static void Say(FormattableString line)
    {
        // One write a line, so that a kill leaves no half of one that counts.
        lock (Console.Out) Console.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task KillAsync(int times)
    {
        using var world = new SqliteWorld();
        await File.WriteAllBytesAsync(Path.Combine(world.Folder, "key"), world.Key);
        var random = new Random(5);

        // For each subject what the registry may hold: the last that was answered, or anything asked for since.
        var possible = new Dictionary<ulong, List<int?>>();
        var answers = 0;
        for (var i = 0; i < times; i++)
        {
            var lines = await RunAndKillAsync(world.Folder, random.Next(1, 40));
            foreach (var line in lines) answers += Take(line, possible);
            await using var registry = await world.OpenAsync();
            await CheckAsync(registry, possible);
        }

        Assert.That(answers, Is.GreaterThan(times));
    }

    /// <summary>Starts a publisher and kills it after it was answered some publications, in the middle of whatever it does then.</summary>
    private static async Task<List<string>> RunAndKillAsync(string folder, int answers)
    {
        var method = ((Func<string, Task>)PublishUntilKilledAsync).Method;
        using var process = Process.Start(new ProcessStartInfo(
            ProgramRun.DotNet,
            [typeof(CrashTests).Assembly.Location, method.DeclaringType!.FullName!, method.Name, folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("published", StringComparison.Ordinal) && --answers == 0) process.Kill();
        }

        await process.WaitForExitAsync();
        Assert.That(answers, Is.Not.Positive, $"The publisher ended by itself: {await errors}");
        return lines;
    }

    private static int Take(string line, Dictionary<ulong, List<int?>> possible)
    {
        var words = line.Split(' ');
        if (words.Length < 2 || !ulong.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var subject)) return 0;
        int? seed = words.Length > 2 ? int.Parse(words[2], CultureInfo.InvariantCulture) : null;
        if (!possible.TryGetValue(subject, out var states)) possible[subject] = states = [null];
        if (words[0] is "publishing" or "removing")
        {
            states.Add(seed);
            return 0;
        }

        states.Clear();
        states.Add(seed);
        return 1;
    }

    private static async Task CheckAsync(AttestationRegistry registry, Dictionary<ulong, List<int?>> possible)
    {
        foreach (var (subject, states) in possible)
        {
            RegistryOpening? opening = null;
            try
            {
                opening = await registry.OpenAsync(Account(subject));
                opening.Verify();
            }
            catch (KeyNotFoundException)
            {
                // It is not there, which may be right.
            }

            var found = states.FindIndex(seed => opening is null
                ? seed is null
                : seed is { } known && AttestationBundle.From(Account(subject), About(subject, known)).Hash == opening.Bundle.Hash);
            Assert.That(found, Is.Not.Negative, $"Subject {subject} is {(opening is null ? "missing" : "of a version that nobody asked for")}.");

            // What it is now it was before the next kill.
            var state = states[found];
            states.Clear();
            states.Add(state);
        }
    }
}
