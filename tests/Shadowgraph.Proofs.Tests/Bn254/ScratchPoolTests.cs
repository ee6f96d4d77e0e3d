using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Tests.Bn254;

public sealed class ScratchPoolTests
{
    [Test]
    public unsafe void Rent_AfterSecretsWereReturned_GivesTheSameMemoryCleared()
    {
        using var pool = new ScratchPool(maxRetainedBytes: 1 << 20);
        ulong* first;
        using (var buffer = pool.Rent<ulong>(5000))
        {
            first = buffer.Pointer;
            buffer.Span.Fill(0xdeadbeef);
        }

        // The retained block is the pool's, so it may be looked at.
        Assert.That(new Span<ulong>(first, 5000).ContainsAnyExcept(0UL), Is.False);
        using var again = pool.Rent<ulong>(5000);
        Assert.That(again.Pointer == first, Is.True);
        Assert.That(again.Span.ContainsAnyExcept(0UL), Is.False);
    }

    [Test]
    public unsafe void Rent_OfAnyLength_IsAlignedZeroAndThatLong([Values(0, 1, 63, 4097, 100_000)] int length)
    {
        using var pool = new ScratchPool(0);
        using var buffer = pool.Rent<Fr>(length);
        Assert.That(buffer.Length, Is.EqualTo(length));
        Assert.That(buffer.Memory.Length, Is.EqualTo(length));
        Assert.That((long)buffer.Pointer % 64, Is.Zero);
        Assert.That(buffer.Span.ContainsAnyExcept(Fr.Zero), Is.False);
    }

    [Test]
    public void Return_BeyondTheBound_FreesTheMemory()
    {
        using var pool = new ScratchPool(maxRetainedBytes: 100_000);
        var buffers = Enumerable.Range(0, 5).Select(_ => pool.Rent<byte>(32_768)).ToList();
        Assert.That(pool.LeasedBytes, Is.EqualTo(5 * 32_768));
        buffers.ForEach(buffer => buffer.Dispose());
        Assert.That(pool.LeasedBytes, Is.Zero);
        Assert.That(pool.RetainedBytes, Is.EqualTo(3 * 32_768));
    }

    [Test]
    public void Dispose_Twice_CountsOnce()
    {
        using var pool = new ScratchPool(1 << 20);
        var buffer = pool.Rent<byte>(10);
        buffer.Dispose();
        buffer.Dispose();
        Assert.That(pool.LeasedBytes, Is.Zero);
        Assert.That(() => buffer.Span.Length, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Dispose_OfThePool_FreesAndRefusesButLetsLeasesEnd()
    {
        var pool = new ScratchPool(1 << 20);
        var buffer = pool.Rent<byte>(10);
        pool.Rent<byte>(10).Dispose();
        pool.Dispose();
        Assert.That(pool.RetainedBytes, Is.Zero);
        buffer.Dispose();
        Assert.That(pool.RetainedBytes, Is.Zero);
        Assert.That(() => pool.Rent<byte>(1), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Rent_OfANegativeLength_Throws()
    {
        using var pool = new ScratchPool(0);
        Assert.That(() => pool.Rent<byte>(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
