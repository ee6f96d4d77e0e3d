using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Tests.Memory;

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
    public void Return_OfTheLastLeaseBeyondTheBound_FreesTheMemory()
    {
        using var pool = new ScratchPool(maxRetainedBytes: 100_000);
        var buffers = Enumerable.Range(0, 5).Select(_ => pool.Rent<byte>(32_768)).ToList();
        Assert.That(pool.LeasedBytes, Is.EqualTo(5 * 32_768));
        foreach (var buffer in buffers[1..]) buffer.Dispose();
        Assert.That(pool.RetainedBytes, Is.EqualTo(4 * 32_768), "they lie beside one that is leased");
        buffers[0].Dispose();
        Assert.That(pool.LeasedBytes, Is.Zero);
        Assert.That(pool.RetainedBytes, Is.Zero);
    }

    [Test]
    public void Trim_ToABound_KeepsWhatIsWithinAndFreesWhatIsNot()
    {
        using var pool = new ScratchPool(maxRetainedBytes: 1 << 20);
        pool.Rent<byte>(40_960).Dispose();
        pool.Trim(40_960);
        Assert.That(pool.RetainedBytes, Is.EqualTo(40_960));
        pool.Trim(40_959);
        Assert.That(pool.RetainedBytes, Is.Zero);
    }

    [Test]
    public void Rent_OfManySizesInTurn_HoldsWhatWasLeasedAtOnce()
    {
        using var pool = new ScratchPool(maxRetainedBytes: 1L << 30);
        for (var size = 1 << 12; size <= 1 << 22; size += 1 << 12)
        {
            using var buffer = pool.Rent<byte>(size);
        }

        Assert.That(pool.RetainedBytes, Is.EqualTo(1 << 22));
    }

    [Test]
    public void Rent_MoreThanAnArena_GivesItAndFreesIt()
    {
        using var pool = new ScratchPool(maxRetainedBytes: 1 << 20);
        using (var buffer = pool.Rent<byte>(100 << 20))
        {
            buffer.Span[^1] = 1;
            Assert.That(pool.LeasedBytes, Is.EqualTo(100 << 20));
        }

        Assert.That(pool.RetainedBytes, Is.Zero);
    }

    [Test]
    public void Rent_OfAnyLengthsInAnyOrder_GivesZeroedMemoryThatNobodyElseHas() =>
        Gen.Int[0, 20_000].Array[1, 60].Sample(
            lengths =>
            {
                using var pool = new ScratchPool(maxRetainedBytes: 1L << 30);
                var held = new List<(ScratchBuffer<byte> Buffer, byte Mark)>();
                for (var i = 0; i < lengths.Length; i++)
                {
                    var buffer = pool.Rent<byte>(lengths[i]);
                    if (buffer.Span.ContainsAnyExcept((byte)0)) return false;
                    var mark = (byte)(i + 1);
                    buffer.Span.Fill(mark);
                    held.Add((buffer, mark));
                    if (lengths[i] % 3 == 0) continue;
                    var place = lengths[i] % held.Count;
                    if (held[place].Buffer.Span.ContainsAnyExcept(held[place].Mark)) return false;
                    held[place].Buffer.Dispose();
                    held.RemoveAt(place);
                }

                var whole = held.TrueForAll(one => !one.Buffer.Span.ContainsAnyExcept(one.Mark));
                held.ForEach(one => one.Buffer.Dispose());
                return whole && pool.LeasedBytes == 0;
            },
            iter: 300);

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
        Assert.That(pool.RetainedBytes, Is.EqualTo(4096), "it lies beside the lease");
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
