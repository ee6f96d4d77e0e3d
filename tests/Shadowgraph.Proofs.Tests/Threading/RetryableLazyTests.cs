using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Threading;

[TestFixture]
public sealed class RetryableLazyTests
{
    [Test]
    public void Value_WhoseFirstTryFails_IsMadeByTheNext_AndThenKept()
    {
        var tries = 0;
        var lazy = new RetryableLazy<object>(() => ++tries == 1 ? throw Faults.OutOfMemory() : new object());

        Assert.That(() => lazy.Value, Throws.TypeOf<OutOfMemoryException>());
        var value = lazy.Value;

        Assert.That(lazy.Value, Is.SameAs(value));
        Assert.That(tries, Is.EqualTo(2));
    }

    [Test]
    public void Value_OfNull_IsKeptLikeAnyOther()
    {
        var tries = 0;
        var lazy = new RetryableLazy<string?>(() =>
        {
            tries++;
            return null;
        });

        Assert.That((lazy.Value, lazy.Value, tries), Is.EqualTo(((string?)null, (string?)null, 1)));
    }

    [Test]
    public void Value_AskedForByMany_IsMadeOnce()
    {
        var tries = 0;
        var lazy = new RetryableLazy<object>(() =>
        {
            Interlocked.Increment(ref tries);
            return new object();
        });

        var values = new object[32];
        Parallel.For(0, values.Length, i => values[i] = lazy.Value);

        Assert.That(values, Has.All.SameAs(values[0]));
        Assert.That(tries, Is.EqualTo(1));
    }
}
