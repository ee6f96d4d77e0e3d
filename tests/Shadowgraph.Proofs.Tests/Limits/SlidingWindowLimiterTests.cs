using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Limits;

namespace Shadowgraph.Proofs.Tests.Limits;

[TestFixture]
public sealed class SlidingWindowLimiterTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly ProofUserId Ann = new("ann");
    private static ProofUserId Nobody => default;

    [Test]
    public async Task Take_ByDefault_GrantsTenInAnHour()
    {
        var time = new FakeTimeProvider();
        using var limiter = new SlidingWindowLimiter(new RateLimitOptions(), time);

        for (var i = 0; i < 10; i++) Assert.That((await limiter.AcquireAsync(Ann)).IsAcquired, Is.True);
        var refused = await limiter.AcquireAsync(Ann);

        Assert.That(refused.IsAcquired, Is.False);
        Assert.That(refused.RetryAfter, Is.EqualTo(Hour));
        Assert.That((await limiter.AcquireAsync(new("bob"))).IsAcquired, Is.True);
    }

    [Test]
    public async Task Take_AfterRetryAfter_IsAcquired_AndNotBefore()
    {
        var time = new FakeTimeProvider();
        using var limiter = Create(2, time);
        await limiter.AcquireAsync(Ann);
        time.Advance(10 * Minute);
        await limiter.AcquireAsync(Ann);
        time.Advance(10 * Minute);

        var refused = await limiter.AcquireAsync(Ann);
        Assert.That(refused.RetryAfter, Is.EqualTo(40 * Minute));
        time.Advance(refused.RetryAfter - TimeSpan.FromTicks(1));
        Assert.That((await limiter.AcquireAsync(Ann)).RetryAfter, Is.EqualTo(TimeSpan.FromTicks(1)));
        time.Advance(TimeSpan.FromTicks(1));

        Assert.That((await limiter.AcquireAsync(Ann)).IsAcquired, Is.True);
        Assert.That((await limiter.AcquireAsync(Ann)).RetryAfter, Is.EqualTo(10 * Minute));
    }

    [Test]
    public async Task Take_WithAClockOfOddFrequency_IsNeverToldToComeBackTooEarly([Values(3, 1_000, 14_318_180, 1_000_000_000)] long frequency)
    {
        var time = new HandClock(frequency);
        using var limiter = Create(1, time, TimeSpan.FromTicks(12_345_677));
        await limiter.AcquireAsync(Ann);
        time.Stamp += frequency / 3;

        var refused = await limiter.AcquireAsync(Ann);
        time.Stamp += (long)Int128.Max(1, (Int128)refused.RetryAfter.Ticks * frequency / TimeSpan.TicksPerSecond);

        Assert.That((await limiter.AcquireAsync(Ann)).IsAcquired, Is.True);
    }

    [Test]
    public async Task GiveBack_FreesThatVeryPermit()
    {
        var time = new FakeTimeProvider();
        using var limiter = Create(2, time);
        var first = await limiter.AcquireAsync(Ann);
        time.Advance(10 * Minute);
        await limiter.AcquireAsync(Ann);

        await first.GiveBackAsync();
        await first.GiveBackAsync();

        Assert.That(await limiter.RemainingAsync(Ann), Is.EqualTo(1));
        await limiter.AcquireAsync(Ann);
        Assert.That((await limiter.AcquireAsync(Ann)).RetryAfter, Is.EqualTo(Hour), "Both were taken just now.");
    }

    [Test]
    public async Task GiveBack_OfTheOnlyPermit_ForgetsTheUser()
    {
        using var limiter = Create();
        var taken = await limiter.AcquireAsync(Ann);

        await taken.GiveBackAsync();

        Assert.That(limiter.UserCount, Is.Zero);
        Assert.That(await limiter.RemainingAsync(Ann), Is.EqualTo(3));
    }

    [Test]
    public async Task GiveBack_OfWhatIsNotOut_ChangesNothing()
    {
        var time = new FakeTimeProvider();
        using var limiter = Create(3, time);
        var old = await limiter.AcquireAsync(Ann);
        time.Advance(Hour);
        await limiter.AcquireAsync(Ann);

        await old.GiveBackAsync();

        Assert.That(await limiter.RemainingAsync(Ann), Is.EqualTo(2));
        Assert.That(await limiter.RemainingAsync(new("bob")), Is.EqualTo(3));
    }

    [Test]
    public async Task Remaining_CountsDownAndUpAgain()
    {
        var time = new FakeTimeProvider();
        using var limiter = Create(3, time);
        List<int?> seen = [await limiter.RemainingAsync(Ann)];
        for (var i = 0; i < 4; i++)
        {
            await limiter.AcquireAsync(Ann);
            seen.Add(await limiter.RemainingAsync(Ann));
        }

        time.Advance(Hour);
        seen.Add(await limiter.RemainingAsync(Ann));

        Assert.That(seen, Is.EqualTo(new int?[] { 3, 2, 1, 0, 0, 3 }));
    }

    [Test]
    public async Task Addresses_InUpperAndLowerCase_AreOneUser()
    {
        const string address = "0xabcdefabcdefabcdefabcdefabcdefabcdefabcd";
        using var limiter = Create(1);
        await limiter.AcquireAsync(new ProofUserId(address));

        Assert.That((await limiter.AcquireAsync(new("0x" + address[2..].ToUpperInvariant()))).IsAcquired, Is.False);
    }

    [Test]
    public async Task Nobody_ByDefault_IsNotLimited()
    {
        using var limiter = Create(1);
        await limiter.AcquireAsync(Nobody);

        Assert.That((await limiter.AcquireAsync(Nobody)).IsAcquired, Is.True);
        Assert.That(await limiter.RemainingAsync(Nobody), Is.Null);
        Assert.That(limiter.UserCount, Is.Zero);
    }

    [Test]
    public async Task Nobody_WhenTheOptionSaysSo_IsLimitedLikeOneUser()
    {
        using var limiter = new SlidingWindowLimiter(new RateLimitOptions { Permits = 1, LimitMissingUser = true }, new FakeTimeProvider());
        await limiter.AcquireAsync(Nobody);

        Assert.That((await limiter.AcquireAsync(Nobody)).IsAcquired, Is.False);
        Assert.That(await limiter.RemainingAsync(Nobody), Is.Zero);
        Assert.That((await limiter.AcquireAsync(Ann)).IsAcquired, Is.True);
    }

    [Test]
    public async Task NoPermits_MeansNoLimit()
    {
        using var limiter = Create(0);
        for (var i = 0; i < 100; i++) Assert.That((await limiter.AcquireAsync(Ann)).IsAcquired, Is.True);

        Assert.That(await limiter.RemainingAsync(Ann), Is.Null);
        Assert.That(limiter.UserCount, Is.Zero);
    }

    [Test]
    public async Task LongestWindow_Works()
    {
        using var limiter = Create(1, window: TimeSpan.MaxValue);
        await limiter.AcquireAsync(Ann);

        Assert.That((await limiter.AcquireAsync(Ann)).RetryAfter, Is.GreaterThan(TimeSpan.FromDays(365)));
    }

    /// <summary>Random calls of a few users at random times, held against a list of all that was granted.</summary>
    [Test]
    public Task Limiter_DoesWhatANaiveListDoes() =>
        Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 40]).Array[1, 120]).SampleAsync(async sample =>
        {
            var (permits, steps) = sample;
            var time = new FakeTimeProvider();
            using var limiter = Create(permits, time);
            var start = time.GetUtcNow();
            List<(ProofUserId User, PermitLease Permit, TimeSpan At)> granted = [];
            foreach (var (kind, number, minutes) in steps)
            {
                var user = new ProofUserId($"user {number}");
                if (kind < 3) time.Advance(minutes * Minute);
                var now = time.GetUtcNow() - start;
                var live = granted.Where(grant => grant.User == user && now - grant.At < Hour).ToArray();
                if (kind == 9 && granted.Count > 0)
                {
                    var back = granted[minutes % granted.Count];
                    await back.Permit.GiveBackAsync();
                    granted.Remove(back);
                    continue;
                }

                if (await limiter.RemainingAsync(user) != permits - live.Length) return false;
                var decision = await limiter.AcquireAsync(user);
                if (decision.IsAcquired != live.Length < permits) return false;
                if (decision.IsAcquired) granted.Add((user, decision, now));
                else if (decision.RetryAfter != Hour - (now - live[0].At)) return false;
            }

            return true;
        });

    [Test]
    public async Task Take_ByManyThreads_GrantsNoMoreThanMayBe()
    {
        const int permits = 100;
        using var limiter = Create(permits);
        var granted = new int[3];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < 1_500; i++)
            {
                var user = (i + thread) % granted.Length;
                var decision = await limiter.AcquireAsync(new($"user {user}"));
                if (!decision.IsAcquired) continue;
                if (i % 5 == 0) await decision.GiveBackAsync();
                else Interlocked.Increment(ref granted[user]);
            }
        })));

        Assert.That(granted, Is.All.EqualTo(permits));
    }

    /// <summary>Threads take while the clock runs. Each stretch of the clock that is a window long has at most as many grants as may be.</summary>
    [Test]
    public async Task Take_ByManyThreadsWhileTimePasses_KeepsEveryWindow()
    {
        const int permits = 5;
        var time = new HandClock(TimeSpan.TicksPerSecond);
        using var limiter = Create(permits, time, TimeSpan.FromTicks(100));
        var grants = new System.Collections.Concurrent.ConcurrentBag<(long Before, long After)>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                var before = time.Stamp;
                if ((await limiter.AcquireAsync(Ann)).IsAcquired) grants.Add((before, time.Stamp));
                time.Tick();
            }
        })));

        // When exactly each was granted is known to within a few ticks of the clock: only those surely within a window are counted.
        var sure = grants.Count(grant => grants.Count(other => other.Before >= grant.Before && other.After < grant.Before + 100) > permits);
        Assert.That(sure, Is.Zero);
        Assert.That(grants, Has.Count.GreaterThan(permits));
    }

    [Test]
    public async Task WallClock_SetForwardOrBack_ChangesNothing([Values(-1, 1)] int years)
    {
        var time = new HandClock(TimeSpan.TicksPerSecond);
        using var limiter = Create(1, time);
        await limiter.AcquireAsync(Ann);

        time.WallClock = time.WallClock.AddYears(years);

        Assert.That((await limiter.AcquireAsync(Ann)).RetryAfter, Is.EqualTo(Hour));
    }

    [Test]
    public async Task Timestamps_ThatGoBack_GrantNothingTwice()
    {
        var time = new HandClock(TimeSpan.TicksPerSecond);
        using var limiter = Create(2, time);
        await limiter.AcquireAsync(Ann);
        time.Stamp -= Hour.Ticks;
        await limiter.AcquireAsync(Ann);

        var refused = await limiter.AcquireAsync(Ann);

        Assert.That(refused.IsAcquired, Is.False);
        Assert.That(refused.RetryAfter, Is.EqualTo(Hour));
        time.Stamp += 2 * Hour.Ticks;
        Assert.That(await limiter.RemainingAsync(Ann), Is.EqualTo(2));
    }

    [Test]
    public async Task IdleUsers_AreForgottenWithoutAnyCall()
    {
        var time = new FakeTimeProvider();
        using var limiter = Create(3, time);
        for (var i = 0; i < 5_000; i++)
        {
            await limiter.AcquireAsync(new($"user {i}"));
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        time.Advance(Hour - TimeSpan.FromMilliseconds(100));
        Assert.That(limiter.UserCount, Is.LessThan(20), "Up to a second's worth may be left.");
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(limiter.UserCount, Is.Zero);

        await limiter.AcquireAsync(Ann);
        time.Advance(Hour);
        Assert.That(limiter.UserCount, Is.Zero, "The timer runs again.");
    }

    [Test]
    public async Task IdleUsers_WithAClockWhoseTimersNeverFire_AreForgottenByCalls()
    {
        var time = new HandClock(TimeSpan.TicksPerSecond);
        using var limiter = Create(3, time);
        for (var i = 0; i < 1_000; i++) await limiter.AcquireAsync(new($"user {i}"));
        time.Stamp += Hour.Ticks;

        for (var i = 0; i < 1_000; i++) await limiter.AcquireAsync(new($"other {i}"));

        Assert.That(limiter.UserCount, Is.EqualTo(1_000));
    }

    [Test]
    public void Timer_DoesNotKeepTheLimiterAlive()
    {
        var time = new FakeTimeProvider();
        var limiter = Abandon(time);

        for (var i = 0; i < 3 && limiter.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.That(limiter.IsAlive, Is.False);
        Assert.That(() => time.Advance(2 * Hour), Throws.Nothing);
    }

    [Test]
    public Task ManyUsers_AfterTheWindow_CostNoMemory() => CheckMemoryAsync(20_000);

    [Test]
    [Category("Long")]
    public Task AMillionUsers_AfterTheWindow_CostNoMemory() => CheckMemoryAsync(1_000_000);

    [Test]
    public async Task EveryCall_AfterDispose_Throws()
    {
        var time = new FakeTimeProvider();
        var limiter = Create(3, time);
        var taken = await limiter.AcquireAsync(Ann);
        limiter.Dispose();
        limiter.Dispose();
        time.Advance(2 * Hour);

        Assert.That(async () => await limiter.AcquireAsync(Ann), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await taken.GiveBackAsync(), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await limiter.RemainingAsync(Ann), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task EveryCall_Cancelled_ChangesNothing()
    {
        using var limiter = Create(3);
        var taken = await limiter.AcquireAsync(Ann);
        var cancelled = new CancellationToken(canceled: true);

        Assert.That(async () => await limiter.AcquireAsync(Ann, cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await taken.GiveBackAsync(cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await limiter.RemainingAsync(Ann, cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await limiter.RemainingAsync(Ann), Is.EqualTo(2));
    }

    [Test]
    public void Options_ThatCannotWork_Throw()
    {
        Assert.That(() => new SlidingWindowLimiter(null!), Throws.ArgumentNullException);
        Assert.That(() => Create(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Create(1, window: TimeSpan.Zero), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static SlidingWindowLimiter Create(int permits = 3, TimeProvider? time = null, TimeSpan? window = null) =>
        new(new RateLimitOptions { Permits = permits, Window = window ?? Hour }, time ?? new FakeTimeProvider());

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Abandon(TimeProvider time)
    {
#pragma warning disable CA2000 // That nobody disposes of it is the point.
        var limiter = Create(3, time);
#pragma warning restore CA2000
        Assert.That(limiter.AcquireAsync(Ann).Result.IsAcquired, Is.True);
        return new WeakReference(limiter);
    }

    private static async Task CheckMemoryAsync(int users)
    {
        var time = new FakeTimeProvider();
        using var limiter = Create(10, time);
        await limiter.AcquireAsync(Ann);
        time.Advance(Hour);
        var before = limiter.Capacity;
        for (var i = 0; i < users; i++) await limiter.AcquireAsync(new($"user {i}"));
        Assert.That(limiter.UserCount, Is.EqualTo(users));
        Assert.That(limiter.Capacity, Is.GreaterThanOrEqualTo(users), "Else nothing was measured.");

        time.Advance(Hour);

        Assert.That(limiter.UserCount, Is.Zero);
        Assert.That(limiter.Capacity, Is.LessThanOrEqualTo(Math.Max(before, 2048)));
    }

    /// <summary>A clock that is set by hand, of any frequency, whose timers never fire.</summary>
    private sealed class HandClock(long frequency) : TimeProvider
    {
        private long _stamp = 1_000_000_000_000;

        public long Stamp
        {
            get => Volatile.Read(ref _stamp);
            set => Volatile.Write(ref _stamp, value);
        }

        public DateTimeOffset WallClock { get; set; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => frequency;

        public void Tick() => Interlocked.Increment(ref _stamp);

        public override long GetTimestamp() => Stamp;

        public override DateTimeOffset GetUtcNow() => WallClock;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Stopped();

        private sealed class Stopped : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
