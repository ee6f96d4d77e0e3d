using System.Diagnostics;
using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Storage;

public sealed class FullDiskTests
{
    /// <summary>The database's own limit of pages: what SQLite answers then is what it answers on a full disk.</summary>
    [Test]
    public async Task PublishAsync_BeyondTheDatabasesLimit_IsFull_AndWhatWasAnsweredStays()
    {
        using var world = new SqliteWorld();
        await world.PublishAsync(1);
        var pages = Convert.ToInt64(world.Query("PRAGMA page_count"), System.Globalization.CultureInfo.InvariantCulture) + 4;
        await AssertFullAsync(world, new LimitedSource(world.Source, $"PRAGMA max_page_count = {pages}"));
    }

    /// <summary>A disk of a megabyte that is really full; where this process may mount one.</summary>
    [Test]
    public async Task PublishAsync_OnAFullDisk_IsFull_AndWhatWasAnsweredStays()
    {
        var folder = Directory.CreateTempSubdirectory("full-disk-").FullName;
        if (!await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder))
        {
            Directory.Delete(folder);
            Assert.Ignore("A small disk can't be mounted by this user. The limit of pages stands in for it.");
        }

        try
        {
            var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
            using var world = new SqliteWorld(data);
            await world.PublishAsync(1);
            await AssertFullAsync(world, new LimitedSource(world.Source, "PRAGMA user_version"));
        }
        finally
        {
            await RunAsync("umount", folder);
            Directory.Delete(folder);
        }
    }

    private static async Task AssertFullAsync(SqliteWorld world, LimitedSource source)
    {
        var root = default(Proofs.Bn254.Fr);
        var answered = 1;
        await using (var registry = await AttestationRegistry.OpenAsync(new DbRegistryStore(source), world.Options()))
        {
            RegistryStoreException? full = null;
            for (var i = 2UL; i < 100_000 && full is null; i++)
            {
                try
                {
                    await registry.PublishAsync(Account(i), About(i));
                    answered++;
                }
                catch (RegistryStoreException e)
                {
                    full = e;
                }
            }

            Assert.That(full?.Kind, Is.EqualTo(RegistryStoreErrorKind.Full), full?.ToString());
            Assert.That(registry.Count, Is.EqualTo(answered));
            root = registry.Root;
            Assert.That(registry.Open(Account((ulong)answered)).Verify, Throws.Nothing);
        }

        await using var again = await world.OpenReadOnlyAsync();
        Assert.That(again.Root, Is.EqualTo(root));
        Assert.That(again.Count, Is.EqualTo(answered));
        Assert.That(await again.VerifyAsync(), Is.EqualTo(answered));
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            return (await ProgramRun.RunAsync(new ProcessStartInfo(program, arguments), Wait.Patience)).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
