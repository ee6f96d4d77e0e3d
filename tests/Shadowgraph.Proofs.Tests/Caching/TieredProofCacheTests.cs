using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Tests.Pipeline;
using static Shadowgraph.Proofs.Tests.Caching.CachedProofs;

namespace Shadowgraph.Proofs.Tests.Caching;

[TestFixture]
public sealed class TieredProofCacheTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    private readonly ProofCacheOptions _options = new ProofCacheOptions().UseDistributed();
    private FakeTimeProvider _time = null!;
    private HandDistributedCache _distributed = null!;
    private RecordingLogger<DistributedLevel> _logger = null!;

    [SetUp]
    public void Create()
    {
        _time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        _distributed = new HandDistributedCache();
        _logger = new RecordingLogger<DistributedLevel>();
    }

    [Test]
    public async Task Find_OfWhatAnotherProcessStored_GivesItUntrusted_AndTrustedOnceConfirmed()
    {
        using var first = Process();
        using var second = Process();
        await first.StoreAsync(Key(1), Make(1));
        Assert.That((await first.FindAsync(Key(1)))!.Value.IsTrusted, Is.True, "From its own memory.");
        _time.Advance(TimeSpan.FromMinutes(20));

        var found = (await second.FindAsync(Key(1)))!.Value;
        Assert.That((NumberOf(found.Proof), found.IsTrusted, found.Lifetime), Is.EqualTo((1, false, TimeSpan.FromMinutes(40))));
        Assert.That((await second.FindAsync(Key(1)))!.Value.IsTrusted, Is.False, "Not before it was verified.");

        await second.ConfirmAsync(Key(1), found);
        var calls = _distributed.Calls;
        Assert.That(await second.FindAsync(Key(1)), Is.EqualTo(new CachedProof(found.Proof, IsTrusted: true)));
        Assert.That(_distributed.Calls, Is.EqualTo(calls), "From memory now.");
        _time.Advance(TimeSpan.FromMinutes(40));
        Assert.That(await second.FindAsync(Key(1)), Is.Null, "An hour after it was made, wherever it was.");
    }

    [Test]
    public async Task Store_TellsTheCacheTheLifetime_AndNothingThatSlides()
    {
        using var process = Process();
        await process.StoreAsync(Key(1), Make(1));

        Assert.That(_distributed.LastOptions!.AbsoluteExpirationRelativeToNow, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(_distributed.LastOptions.SlidingExpiration, Is.Null);
    }

    [Test]
    public async Task Remove_DropsItInBothLevels()
    {
        using var first = Process();
        using var second = Process();
        await first.StoreAsync(Key(1), Make(1));

        await first.RemoveAsync(Key(1));

        Assert.That(await first.FindAsync(Key(1)), Is.Null);
        Assert.That(await second.FindAsync(Key(1)), Is.Null);
    }

    [TestCase(-24 * 60, true)]
    [TestCase(-1, true)]
    [TestCase(59, true)]
    [TestCase(60, false)]
    [TestCase(24 * 60, false)]
    public async Task Find_WhenClocksDiffer_GivesNoEntryMoreTimeThanOneHasAtAll(int minutes, bool isFound)
    {
        using var process = Process();
        _distributed.Put(SealedEntryTests.NameOf(Key(1)), SealedEntryTests.Seal(Key(1), Make(1), _time.GetUtcNow().AddMinutes(-minutes)));

        var found = await process.FindAsync(Key(1));

        Assert.That(found.HasValue, Is.EqualTo(isFound));
        if (isFound) Assert.That(found!.Value.Lifetime, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)));
    }

    private static IEnumerable<TestCaseData> Junk()
    {
        yield return new TestCaseData(Array.Empty<byte>()).SetName("empty");
        yield return new TestCaseData(new byte[] { 1 }).SetName("a byte");
        yield return new TestCaseData(new byte[10_000_000]).SetName("10 MB");
        yield return new TestCaseData("<html>502 Bad Gateway</html>"u8.ToArray()).SetName("a text");
        yield return new TestCaseData(Make(1).ToJson()).SetName("a proof in the clear");
        yield return new TestCaseData(SealedEntryTests.Seal(Key(2), Make(1))).SetName("another key's entry");
        yield return new TestCaseData(SealedEntryTests.Seal(Key(1), Make(1))[..^1]).SetName("cut off");
        yield return new TestCaseData(Changed(0)).SetName("another version");
        yield return new TestCaseData(Changed(100)).SetName("damaged");
        yield return new TestCaseData(SealedEntryTests.SealBytes(Key(1), [.. new byte[8], .. "{}"u8])).SetName("sealed junk");

        static byte[] Changed(int at)
        {
            var entry = SealedEntryTests.Seal(Key(1), Make(1));
            entry[at] ^= 0x10;
            return entry;
        }
    }

    [TestCaseSource(nameof(Junk))]
    public async Task Find_OfJunk_IsInVain_DropsItAndReportsItOnce(byte[] junk)
    {
        using var process = Process();
        var name = SealedEntryTests.NameOf(Key(1));
        _distributed.Put(name, junk);

        for (var i = 0; i < 3; i++) Assert.That(await process.FindAsync(Key(1)), Is.Null);

        Assert.That(_distributed.Peek(name), Is.Null);
        Assert.That(_logger.Messages.Select(message => message.EventId), Is.EqualTo(new[] { 1303 }));
        Assert.That(process.Statistics.DistributedFaults, Is.EqualTo(1));
        await process.StoreAsync(Key(1), Make(1));
        using var other = Process();
        Assert.That(NumberOf((await other.FindAsync(Key(1)))!.Value.Proof), Is.EqualTo(1));
    }

    [Test]
    public async Task Cache_ThatGivesNothingButJunk_IsPaused()
    {
        using var process = Process();
        _distributed.Change = _ => new byte[100];

        for (var i = 0; i < 100; i++) Assert.That(await process.FindAsync(Key(1)), Is.Null);

        Assert.That(_logger.Messages.Count(message => message.EventId == 1303), Is.EqualTo(2));
        Assert.That(_logger.Messages.Count(message => message.EventId == 1301), Is.EqualTo(1));
        Assert.That(_distributed.Calls, Is.LessThanOrEqualTo(4));
    }

    [Test]
    public async Task Cache_ThatThrowsAtEverything_CostsNothingButItself([Values] bool atOnce)
    {
        using var process = Process();
        _distributed.Before = _ => atOnce ? throw new IOException("secret") : Task.FromException(new IOException("secret"));

        for (var i = 0; i < 50; i++)
        {
            Assert.That(await process.FindAsync(Key(i)), Is.Null);
            await process.StoreAsync(Key(i), Make(i));
            Assert.That(NumberOf((await process.FindAsync(Key(i)))!.Value.Proof), Is.EqualTo(i));
        }

        await process.RemoveAsync(Key(1));
        Assert.That(_distributed.Calls, Is.EqualTo(2));
        Assert.That(_logger.Messages.Single().Text, Does.Contain(nameof(IOException)).And.Not.Contain("secret"));
        _distributed.Before = null;
        _time.Advance(_options.Distributed.BreakDuration + TimeSpan.FromSeconds(1));
        await process.StoreAsync(Key(7), Make(7));
        using var other = Process();
        Assert.That((await other.FindAsync(Key(7))).HasValue, Is.True);
    }

    [Test]
    public async Task Cache_ThatHangs_CostsNoMoreThanTheTimeout()
    {
        using var process = Process();
        _distributed.Before = _ => new TaskCompletionSource().Task;

        var work = UseAsync();
        await _time.PassUntilAsync(work, TimeSpan.FromMilliseconds(100));
        Assert.That(_distributed.Calls, Is.EqualTo(2), "Then it is known not to answer.");

        async Task UseAsync()
        {
            for (var i = 0; i < 20; i++)
            {
                await process.FindAsync(Key(i));
                await process.StoreAsync(Key(i), Make(i));
            }
        }
    }

    [Test]
    public async Task Find_ThatTheCallerCancels_Throws()
    {
        using var process = Process();
        _distributed.Before = _ => new TaskCompletionSource().Task;
        using var cancellation = new CancellationTokenSource();
        var finding = process.FindAsync(Key(1), cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => finding.WaitAsync(Soon));
    }

    [Test]
    public async Task Statistics_TellTheLevelsApart()
    {
        using var first = Process();
        using var second = Process();
        await first.StoreAsync(Key(1), Make(1));
        await first.FindAsync(Key(1));
        var found = (await second.FindAsync(Key(1)))!.Value;
        await second.ConfirmAsync(Key(1), found);
        await second.FindAsync(Key(1));
        await second.FindAsync(Key(2));

        Assert.That(first.Statistics, Is.EqualTo(new ProofCacheStatistics { Hits = 1, Size = 1 }));
        Assert.That(second.Statistics, Is.EqualTo(new ProofCacheStatistics { Hits = 2, Misses = 1, Size = 1, DistributedHits = 1 }));
    }

    private TieredProofCache Process() => new(
        new MemoryProofCache(_options, _time), new DistributedLevel(_distributed, _options, _time, _logger));
}
