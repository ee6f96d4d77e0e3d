using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Memory;

/// <summary>
/// Pages of 2 MiB for large memory that is soon used as a whole: one page fault then brings what 512 would bring, which saves a seventh of a process
/// that proves once. Warm proofs take the same time with small pages.
/// </summary>
internal static unsafe partial class HugePages
{
    /// <summary>The size of a huge page on x86-64, and on ARM64 with pages of 4 KiB, in bytes.</summary>
    public const int Size = 2 << 20;

    /// <summary>MADV_HUGEPAGE of Linux's madvise.</summary>
    private const int Huge = 14;

    /// <summary>
    /// Asks Linux for huge pages wherever one lies wholly in the memory. The memory works the same without them, so no answer is needed: a system may
    /// have none left, or none at all.
    /// </summary>
    /// <param name="memory">The first byte of memory that does not move.</param>
    /// <param name="length">The number of bytes.</param>
    public static void Advise(void* memory, long length)
    {
        var start = ((long)memory + Size - 1) & -Size;
        var end = ((long)memory + length) & -Size;
        if (!OperatingSystem.IsLinux() || start >= end) return;
        try
        {
            _ = MemoryAdvise((void*)start, (nuint)(end - start), Huge);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without the function: small pages.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvise(void* start, nuint length, int advice);
}
