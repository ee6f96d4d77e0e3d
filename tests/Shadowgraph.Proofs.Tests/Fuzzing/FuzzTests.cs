using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Fuzzing;

/// <summary>
/// Whatever is read, only documented exceptions come out of it, in bounded memory and time. A seed gives the same inputs again.
/// </summary>
[TestFixture]
[Parallelizable]
public sealed class FuzzTests
{
    private const int Seed = 20_261_129;
    private const int LongRun = 1_000_000;

    /// <summary>Bytes that a reader may allocate, beyond so many for each byte that it is given.</summary>
    private const long MostAllocated = 4 << 20;
    private const int MostAllocatedPerByte = 64;

    private static readonly TimeSpan LongestTime = TimeSpan.FromMilliseconds(200);

    private static IEnumerable<InputFormat> Formats => InputFormats.All;

    [TestCaseSource(nameof(Formats))]
    public void Samples_AreRead(object format)
    {
        foreach (var sample in ((InputFormat)format).Samples)
            Assert.That(() => ((InputFormat)format).Read(sample), Throws.Nothing);
    }

    [TestCaseSource(nameof(Formats))]
    public void Read_AnythingDamaged_IsReadOrRefusedAsDocumented(object format) =>
        Run((InputFormat)format, ((InputFormat)format).ShortRun, isTimed: false);

    [TestCaseSource(nameof(Formats))]
    [Category("Long")]
    public void Read_AMillionDamaged_AreReadOrRefusedAsDocumentedAndSoon(object format) => Run((InputFormat)format, LongRun, isTimed: true);

    private static void Run(InputFormat format, int count, bool isTimed)
    {
        TestContext.Out.WriteLine($"{format}: seed {Seed}, {count} inputs");
        var mutator = new Mutator(Seed);
        for (var i = 0; i < count; i++)
        {
            var bytes = mutator.Damage(format.Samples);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = ThreadTime.Now;
            Read(format, bytes, i);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var isLong = isTimed && ThreadTime.Now - started > LongestTime;

            // What happens once in a process, and collections, fall into one of several readings.
            var most = MostAllocated + ((long)MostAllocatedPerByte * bytes.Length);
            if (allocated > most)
                Assert.That(Allocations.Of(() => Read(format, bytes, i)), Is.LessThanOrEqualTo(most), Describe(format, bytes, i));
            if (isLong)
                Assert.That(LeastTime(() => Read(format, bytes, i)), Is.LessThanOrEqualTo(LongestTime), Describe(format, bytes, i));
        }
    }

    private static void Read(InputFormat format, byte[] bytes, int number)
    {
        try
        {
            format.Read(bytes);
        }
        catch (Exception problem) when (format.Documented.Contains(problem.GetType()))
        {
            // Refused, as it may be.
        }
        catch (Exception problem)
        {
            Assert.Fail($"{Describe(format, bytes, number)}\n{problem}");
        }
    }

    private static TimeSpan LeastTime(Action read)
    {
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var started = ThreadTime.Now;
            read();
            least = new TimeSpan(Math.Min(least.Ticks, (ThreadTime.Now - started).Ticks));
        }

        return least;
    }

    private static string Describe(InputFormat format, byte[] bytes, int number) =>
        $"{format}, seed {Seed}, input {number}: {Convert.ToBase64String(bytes)}";
}
