using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>The system's random generator.</summary>
internal static unsafe partial class SystemRandom
{
    /// <summary>The longest request that Linux answers whole, without interruption by signals.</summary>
    private const int MaxLength = 256;

    /// <summary>Fills a buffer with random bytes.</summary>
    /// <remarks>
    /// On Linux by getrandom(2), the source that seeds OpenSSL's generator, which .NET's calls: loading and starting OpenSSL takes a process that
    /// proves once a sixteenth of its time. Blocks until the kernel's generator is seeded, soon after the machine's start.
    /// </remarks>
    public static void Fill(Span<byte> bytes)
    {
        if (!OperatingSystem.IsLinux() || !TryAskKernel(bytes)) RandomNumberGenerator.Fill(bytes);
    }

    private static bool TryAskKernel(Span<byte> bytes)
    {
        try
        {
            for (; !bytes.IsEmpty; bytes = bytes[Math.Min(bytes.Length, MaxLength)..])
            {
                var length = Math.Min(bytes.Length, MaxLength);
                fixed (byte* first = bytes)
                {
                    if (GetRandom(first, (nuint)length, 0) != length) return false;
                }
            }

            return true;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "getrandom")]
    private static partial nint GetRandom(byte* buffer, nuint length, uint flags);
}
