using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Tests.Files;

[TestFixture]
public sealed class ClearedBufferTests
{
    [Test]
    public void GetMemory_ThatMakesItGrow_OverwritesTheOldMemory_AndKeepsWhatWasWritten()
    {
        using var buffer = new ClearedBuffer();
        Assert.That(MemoryMarshal.TryGetArray(buffer.GetMemory(), out ArraySegment<byte> old), Is.True);
        buffer.GetSpan(32)[..32].Fill(7);
        buffer.Advance(32);

        buffer.GetMemory(1 << 20);

        Assert.That(old.Array, Is.All.Zero);
        Assert.That(buffer.ToArray(), Is.EqualTo(Enumerable.Repeat((byte)7, 32)));
    }

    [Test]
    public void Dispose_OverwritesWhatWasWritten()
    {
        var buffer = new ClearedBuffer();
        Assert.That(MemoryMarshal.TryGetArray(buffer.GetMemory(), out ArraySegment<byte> memory), Is.True);
        buffer.GetSpan(32)[..32].Fill(7);
        buffer.Advance(32);

        buffer.Dispose();

        Assert.That(memory.Array, Is.All.Zero);
    }

    [Test]
    public void Advance_BeyondWhatWasGiven_Throws()
    {
        using var buffer = new ClearedBuffer();
        var room = buffer.GetSpan().Length;

        Assert.That(() => buffer.Advance(room + 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => buffer.Advance(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
