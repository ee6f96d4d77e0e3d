using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Caching;
using static Shadowgraph.Proofs.Tests.Caching.CachedProofs;

namespace Shadowgraph.Proofs.Tests.Caching;

public sealed class MemoryProofCacheTests
{
    private static readonly ReputationProof[] Proofs = [.. Enumerable.Range(0, 100).Select(number => Make(number))];

    [Test]
    public async Task Find_OfWhatWasStored_IsThatProofAndTrusted()
    {
        using var cache = Create();
        await cache.StoreAsync(Key(1), Proofs[1]);

        var found = await cache.FindAsync(Key(1));

        Assert.That(found, Is.EqualTo(new CachedProof(Proofs[1], IsTrusted: true)));
        Assert.That(found!.Value.Proof, Is.SameAs(Proofs[1]));
    }

    [Test]
    public async Task Find_OfAnotherKey_IsNull()
    {
        using var cache = Create();
        await cache.StoreAsync(Key(1), Proofs[1]);

        Assert.That(await cache.FindAsync(Key(2)), Is.Null);
    }

    [Test]
    public async Task Store_IntoAFullCache_DropsTheOldestOnly([Values(1, 2, 3, 49, 50, 98)] int capacity)
    {
        using var cache = Create(capacity);
        await StoreAsync(cache, Enumerable.Range(0, capacity));

        await cache.StoreAsync(Key(99), Proofs[99]);

        Assert.That(await FoundAsync(cache), Is.EqualTo(Enumerable.Range(1, capacity - 1).Append(99)));
    }

    [Test]
    public async Task Store_IntoAFullCache_DropsWhatWasUsedLongestAgo()
    {
        using var cache = Create(3);
        await StoreAsync(cache, [0, 1, 2]);
        await cache.FindAsync(Key(0));
        await cache.FindAsync(Key(1));

        await cache.StoreAsync(Key(3), Proofs[3]);
        Assert.That(await cache.FindAsync(Key(2)), Is.Null);

        await cache.StoreAsync(Key(4), Proofs[4]);
        Assert.That(await FoundAsync(cache), Is.EqualTo(new[] { 1, 3, 4 }));
    }

    [Test]
    public async Task Store_ManyTimes_KeepsTheLastOnes()
    {
        using var cache = Create(10);
        for (var round = 0; round < 3; round++) await StoreAsync(cache, Enumerable.Range(0, 100));

        Assert.That(await FoundAsync(cache), Is.EqualTo(Enumerable.Range(90, 10)));
        Assert.That(cache.Statistics.Size, Is.EqualTo(10));
    }

    [Test]
    public async Task Store_OfAKeyThatIsThere_ReplacesItAndDropsNothing()
    {
        using var cache = Create(2);
        await StoreAsync(cache, [0, 1]);

        await cache.StoreAsync(Key(0), Proofs[5]);

        Assert.That((await cache.FindAsync(Key(0)))!.Value.Proof, Is.SameAs(Proofs[5]));
        Assert.That((await cache.FindAsync(Key(1)))!.Value.Proof, Is.SameAs(Proofs[1]));
    }

    [Test]
    public async Task Find_AfterTheLifetime_IsNullHoweverOftenItWasUsed()
    {
        var time = new FakeTimeProvider();
        using var cache = Create(10, time);
        await cache.StoreAsync(Key(1), Proofs[1]);
        for (var minutes = 10; minutes < 60; minutes += 10)
        {
            time.Advance(TimeSpan.FromMinutes(10));
            Assert.That(await cache.FindAsync(Key(1)), Is.Not.Null);
        }

        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.That(await cache.FindAsync(Key(1)), Is.Not.Null);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await cache.FindAsync(Key(1)), Is.Null);
    }

    [Test]
    public async Task Store_Again_BeginsTheLifetimeAnew()
    {
        var time = new FakeTimeProvider();
        using var cache = Create(10, time);
        await cache.StoreAsync(Key(1), Proofs[1]);
        time.Advance(TimeSpan.FromMinutes(50));
        await cache.StoreAsync(Key(1), Proofs[1]);
        time.Advance(TimeSpan.FromMinutes(50));

        Assert.That(await cache.FindAsync(Key(1)), Is.Not.Null);
    }

    // Again and again: what another thread did meanwhile would show in some runs only.
    [Test]
    [Repeat(100)]
    public async Task Store_IntoACacheFullOfTheExpired_DropsThoseFirst()
    {
        var time = new FakeTimeProvider();
        using var cache = Create(3, time);
        await StoreAsync(cache, [0, 1]);
        time.Advance(TimeSpan.FromMinutes(30));
        await StoreAsync(cache, [2]);

        // The last one is now the least recently used of all: the others were looked up after it.
        await cache.FindAsync(Key(0));
        await cache.FindAsync(Key(1));
        time.Advance(TimeSpan.FromMinutes(30));
        await StoreAsync(cache, [3]);

        Assert.That(await FoundAsync(cache), Is.EqualTo(new[] { 2, 3 }));
    }

    [Test]
    public async Task Find_WhenTheWallClockIsSet_IsUnaffected([Values(-1, 1)] int years)
    {
        var time = new SetClock();
        using var cache = Create(10, time);
        await cache.StoreAsync(Key(1), Proofs[1]);
        time.WallClock = time.WallClock.AddYears(years);

        Assert.That(await cache.FindAsync(Key(1)), Is.Not.Null);
    }

    [Test]
    public async Task Cache_OfCapacityZero_KeepsNone()
    {
        using var cache = Create(0);
        await cache.StoreAsync(Key(1), Proofs[1]);

        Assert.That(await cache.FindAsync(Key(1)), Is.Null);
        Assert.That(cache.Statistics.Size, Is.Zero);
    }

    [Test]
    public async Task Cache_OfTheLongestLifetime_KeepsProofs()
    {
        using var cache = new MemoryProofCache(new ProofCacheOptions { Lifetime = TimeSpan.MaxValue });
        await cache.StoreAsync(Key(1), Proofs[1]);

        Assert.That(await cache.FindAsync(Key(1)), Is.Not.Null);
    }

    [Test]
    public async Task Remove_OfAnEntry_DropsThatOne()
    {
        using var cache = Create();
        await StoreAsync(cache, [0, 1]);

        await cache.RemoveAsync(Key(0));
        await cache.RemoveAsync(Key(7));

        Assert.That(await FoundAsync(cache), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Cache_UsedByManyThreads_NeverHoldsTooManyNorTheWrongProof()
    {
        const int capacity = 20;
        using var cache = Create(capacity, TimeProvider.System);

        async Task UseAsync(int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < 5_000; i++)
            {
                var number = random.Next(Proofs.Length);
                switch (random.Next(8))
                {
                    case 0: await cache.RemoveAsync(Key(number)); break;
                    case < 4: await cache.StoreAsync(Key(number), Proofs[number]); break;
                    default:
                        if (await cache.FindAsync(Key(number)) is { } found && found.Proof != Proofs[number])
                            throw new AssertionException("A key gave another key's proof.");
                        break;
                }

                if (cache.Statistics.Size > capacity) throw new AssertionException("There are more entries than the capacity allows.");
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => UseAsync(seed)))).WaitAsync(TimeSpan.FromMinutes(1));

        await StoreAsync(cache, Enumerable.Range(0, capacity));
        Assert.That(await FoundAsync(cache), Is.EqualTo(Enumerable.Range(0, capacity)));
    }

    [Test]
    public async Task EveryCall_AfterDispose_Throws()
    {
        var cache = Create();
        await cache.StoreAsync(Key(1), Proofs[1]);
        cache.Dispose();
        cache.Dispose();

        Assert.That(async () => await cache.FindAsync(Key(1)), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await cache.StoreAsync(Key(1), Proofs[1]), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await cache.RemoveAsync(Key(1)), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task EveryCall_Cancelled_ChangesNothing()
    {
        using var cache = Create();
        await cache.StoreAsync(Key(1), Proofs[1]);
        var cancelled = new CancellationToken(canceled: true);

        Assert.That(async () => await cache.FindAsync(Key(1), cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await cache.StoreAsync(Key(2), Proofs[2], cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await cache.RemoveAsync(Key(1), cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await FoundAsync(cache), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Statistics_CountWhatWasFoundMissedEvictedAndExpired()
    {
        var time = new FakeTimeProvider();
        using var cache = Create(3, time);
        Assert.That(cache.Statistics, Is.EqualTo(new ProofCacheStatistics()));
        await StoreAsync(cache, [0, 1, 2, 3, 4]);
        await cache.FindAsync(Key(4));
        await cache.FindAsync(Key(3));
        await cache.FindAsync(Key(0));
        await cache.RemoveAsync(Key(4));
        time.Advance(TimeSpan.FromHours(1));
        await cache.FindAsync(Key(3));

        Assert.That(cache.Statistics, Is.EqualTo(new ProofCacheStatistics { Hits = 2, Misses = 2, Evictions = 2, Expirations = 2 }));
        Assert.That(cache.Statistics.HitRate, Is.EqualTo(0.5));
        await StoreAsync(cache, [5]);
        Assert.That(cache.Statistics.Size, Is.EqualTo(1));
    }

    [TestCase(30, 30)]
    [TestCase(60, 60)]
    [TestCase(600, 60)]
    [TestCase(0, 0)]
    [TestCase(-5, 0)]
    public async Task Store_ForALifetime_KeepsNoLongerThanThatOrTheCachesOwn(int minutes, int kept)
    {
        var time = new FakeTimeProvider();
        using var cache = Create(3, time);
        cache.Store(Key(1), Proofs[1], TimeSpan.FromMinutes(minutes));

        time.Advance(TimeSpan.FromMinutes(kept) - TimeSpan.FromSeconds(Math.Sign(kept)));
        Assert.That((await cache.FindAsync(Key(1))).HasValue, Is.EqualTo(kept > 0));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await cache.FindAsync(Key(1)), Is.Null);
    }

    [Test]
    public void Options_ThatCannotWork_Throw()
    {
        Assert.That(() => new MemoryProofCache(null!), Throws.ArgumentNullException);
        Assert.That(
            () => new MemoryProofCache(new ProofCacheOptions { Capacity = -1 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => new MemoryProofCache(new ProofCacheOptions { Lifetime = TimeSpan.Zero }),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static MemoryProofCache Create(int capacity = 10, TimeProvider? time = null) =>
        new(new ProofCacheOptions { Capacity = capacity, Lifetime = TimeSpan.FromHours(1) }, time ?? new FakeTimeProvider());

    private static async Task StoreAsync(MemoryProofCache cache, IEnumerable<int> numbers)
    {
        foreach (var number in numbers) await cache.StoreAsync(Key(number), Proofs[number]);
    }

    /// <summary>The numbers whose proofs are there; looking makes all of them recently used.</summary>
    private static async Task<List<int>> FoundAsync(MemoryProofCache cache)
    {
        var found = new List<int>();
        for (var number = 0; number < Proofs.Length; number++)
        {
            if (await cache.FindAsync(Key(number)) is { } entry && entry.Proof == Proofs[number]) found.Add(number);
        }

        return found;
    }

    /// <summary>Its wall clock is set at will, and no time passes.</summary>
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset WallClock { get; set; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => WallClock;

        public override long GetTimestamp() => 0;
    }
}
