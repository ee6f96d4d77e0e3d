using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// How long the calling thread has had a processor: clock_gettime(CLOCK_THREAD_CPUTIME_ID) of POSIX, GetThreadTimes of Windows. A
/// question costs under a microsecond. Windows counts in steps of its clock interrupt, 1 to 16 ms.
/// </summary>
internal static partial class ThreadTime
{
    // CLOCK_THREAD_CPUTIME_ID has a number of its own on each system.
    private static readonly int Clock =
        OperatingSystem.IsLinux() || OperatingSystem.IsAndroid() ? 3
        : OperatingSystem.IsMacOS() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() || OperatingSystem.IsMacCatalyst() ? 16
        : OperatingSystem.IsFreeBSD() ? 14
        : -1;

    /// <summary>Whether this system tells. If not, <see cref="Now"/> is always zero.</summary>
    public static bool IsKnown { get; } = Answers();

    /// <summary>Time on a processor since the thread began.</summary>
    public static TimeSpan Now => IsKnown ? Ask() : TimeSpan.Zero;

    private static bool Answers()
    {
        try
        {
            return Ask() >= TimeSpan.Zero;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false; // A system without either: proofs are made all the same.
        }
    }

    /// <returns>Negative if the system does not tell.</returns>
    private static TimeSpan Ask()
    {
        if (OperatingSystem.IsWindows())
        {
            return GetThreadTimes(GetCurrentThread(), out _, out _, out var kernel, out var user)
                ? new TimeSpan(kernel + user)
                : new TimeSpan(-1);
        }

        return Clock >= 0 && GetTime(Clock, out var time) == 0
            ? new TimeSpan((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
            : new TimeSpan(-1);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpecification time);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetThreadTimes(nint thread, out long created, out long exited, out long kernel, out long user);

    /// <summary>struct timespec: both numbers are as long as a pointer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpecification
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
