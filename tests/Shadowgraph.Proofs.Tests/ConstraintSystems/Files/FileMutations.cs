using CsCheck;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems.Files;

/// <summary>Damaged files: a few bytes changed, a piece cut off, removed or repeated.</summary>
internal static class FileMutations
{
    /// <summary>More than a reader's buffers, and far less than what a forged length can ask for.</summary>
    private const long MostAllocated = 4 << 20;

    private static readonly Gen<byte> Extreme = Gen.OneOf(Gen.Const((byte)0), Gen.Const((byte)0xff), Gen.Const((byte)0x80), Gen.Byte);

    public static Gen<byte[]> Of(byte[] file)
    {
        var place = Gen.Int[0, file.Length - 1];
        var changed = Gen.Select(place, Extreme.Array[1, 8]).Array[1, 4].Select(patches =>
        {
            var bytes = file.ToArray();
            foreach (var (at, patch) in patches) patch.AsSpan(0, Math.Min(patch.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
            return bytes;
        });
        var cut = place.Select(length => file[..length]);
        var removed = Gen.Select(place, place).Select((a, b) => (byte[])[.. file[..Math.Min(a, b)], .. file[Math.Max(a, b)..]]);
        var repeated = Gen.Select(place, place).Select((a, b) => (byte[])[.. file[..Math.Max(a, b)], .. file[Math.Min(a, b)..]]);
        return Gen.Frequency((6, changed), (1, cut), (1, removed), (1, repeated));
    }

    /// <summary>Reads a damaged file: it may be accepted or refused with the one exception for that, and must not take much memory.</summary>
    public static void AssertHarmless(byte[] bytes, Action<Stream> read)
    {
        Assert.That(Allocations.Of(Read), Is.LessThan(MostAllocated));

        void Read()
        {
            try
            {
                read(new MemoryStream(bytes));
            }
            catch (ProofFileException)
            {
                // Refused, as it may be.
            }
        }
    }
}
