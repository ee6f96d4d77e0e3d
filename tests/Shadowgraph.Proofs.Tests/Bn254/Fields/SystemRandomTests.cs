using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Tests.Bn254.Fields;

[TestFixture]
public sealed class SystemRandomTests
{
    /// <summary>A byte that is never written stays 0 in all of forty buffers: by chance so with a probability of 2^-320.</summary>
    [Test]
    public void Fill_AnyLength_WritesEveryByteAndNoOther([Values(0, 1, 31, 32, 255, 256, 257, 1000)] int length)
    {
        var written = new bool[length];
        for (var i = 0; i < 40; i++)
        {
            var buffer = new byte[length + 64];
            SystemRandom.Fill(buffer.AsSpan(32, length));

            Assert.That(buffer[..32], Is.All.Zero);
            Assert.That(buffer[(32 + length)..], Is.All.Zero);
            for (var j = 0; j < length; j++) written[j] |= buffer[32 + j] != 0;
        }

        Assert.That(written, Is.All.True);
    }

    [Test]
    public void Fill_Twice_DiffersEachTime()
    {
        var seen = new HashSet<string>();
        var bytes = new byte[16];
        for (var i = 0; i < 1000; i++)
        {
            SystemRandom.Fill(bytes);
            Assert.That(seen.Add(Convert.ToHexString(bytes)), Is.True);
        }
    }

    /// <summary>65 536 bytes: each value 256 times on average, with a standard deviation of 16.</summary>
    [Test]
    public void Fill_ManyBytes_HasEachValueAboutEquallyOften()
    {
        var bytes = new byte[1 << 16];
        SystemRandom.Fill(bytes);

        Assert.That(bytes.CountBy(value => value).Select(count => count.Value), Has.Exactly(256).InRange(256 - 160, 256 + 160));
    }
}
