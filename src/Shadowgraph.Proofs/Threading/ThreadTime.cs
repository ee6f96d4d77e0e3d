using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// Processor time of the calling thread: clock_gettime(CLOCK_THREAD_CPUTIME_ID) on POSIX, GetThreadTimes on Windows. A call costs less than a
/// microsecond. Windows counts in steps of its clock interrupt, 1 to 16 ms.
/// </summary>
internal static partial class ThreadTime
{
    // The value of CLOCK_THREAD_CPUTIME_ID differs between systems.
    private static readonly int Clock =
        OperatingSystem.IsLinux() || OperatingSystem.IsAndroid() ? 3
        : OperatingSystem.IsMacOS() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() || OperatingSystem.IsMacCatalyst() ? 16
        : OperatingSystem.IsFreeBSD() ? 14
        : -1;

    /// <summary>Whether this system reports thread time. If not, <see cref="Now"/> is always zero.</summary>
    public static bool IsKnown { get; } = Answers();

    /// <summary>Processor time since the start of the thread.</summary>
    public static TimeSpan Now => IsKnown ? Ask() : TimeSpan.Zero;

    private static bool Answers()
    {
        try
        {
            return Ask() >= TimeSpan.Zero;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false; // A system without either function: proofs work regardless.
        }
    }

    /// <returns>Negative if the system reports no time.</returns>
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

    /// <summary>struct timespec: both fields have the size of a pointer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpecification
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
