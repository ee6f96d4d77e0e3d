using System.Globalization;
using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Tests.Memory;

[TestFixture]
[Parallelizable]
public sealed unsafe class HugePagesTests
{
    private const int Pages = 3;

    [Test]
    public void Advise_MemoryOfSeveralPages_MarksThoseThatLieWhollyInIt()
    {
        if (!File.Exists("/sys/kernel/mm/transparent_hugepage/enabled")) Assert.Ignore("This system has no transparent huge pages.");
        var memory = (byte*)NativeMemory.AlignedAlloc((Pages + 1) * HugePages.Size, HugePages.Size);
        try
        {
            HugePages.Advise(memory + 1, Pages * HugePages.Size);

            var marked = Enumerable.Range(0, Pages + 1).Select(page => IsMarked(memory + page * HugePages.Size));
            Assert.That(marked, Is.EqualTo(new[] { false, true, true, false }));
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    [TestCase(0)]
    [TestCase(HugePages.Size - 1)]
    [TestCase(2 * HugePages.Size - 2)]
    public void Advise_MemoryWithoutAWholePage_MarksNothing(int length)
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Memory mappings are read from Linux's /proc.");
        var memory = (byte*)NativeMemory.AlignedAlloc(2 * HugePages.Size, HugePages.Size);
        try
        {
            HugePages.Advise(memory + 1, length);

            Assert.That(IsMarked(memory) || IsMarked(memory + HugePages.Size), Is.False);
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    [Test]
    public void PinnedArray_OfSeveralPages_NeverMovesAndIsMarked()
    {
        if (!File.Exists("/sys/kernel/mm/transparent_hugepage/enabled")) Assert.Ignore("This system has no transparent huge pages.");
        var array = PinnedArray.AllocateZeroed<long>(Pages * HugePages.Size / sizeof(long));
        fixed (long* items = array)
        {
            var before = (nint)items;
            GC.Collect();
            fixed (long* after = array) Assert.That((nint)after, Is.EqualTo(before));
            Assert.That(IsMarked((byte*)items + HugePages.Size));
        }

        Assert.That(array, Is.All.Zero);
    }

    /// <summary>Whether the system may use huge pages at an address: the flag hg in /proc/self/smaps.</summary>
    private static bool IsMarked(byte* address)
    {
        var isHere = false;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.StartsWith("VmFlags:", StringComparison.Ordinal))
            {
                if (isHere) return line.Split(' ').Contains("hg");
                continue;
            }

            var range = line.Split(' ')[0].Split('-');
            if (range.Length == 2) isHere = Address(range[0]) <= (nuint)address && (nuint)address < Address(range[1]);
        }

        throw new InvalidOperationException("The address is not mapped.");
    }

    private static nuint Address(string digits) => nuint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
