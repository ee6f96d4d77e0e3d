using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shadowgraph.Proofs.Files;

/// <summary>Type, owner and permissions of a file, by statx(2): .NET doesn't report owners.</summary>
/// <remarks>statx instead of stat, since the structure is the same on every architecture and in every C library.</remarks>
internal static partial class UnixFileStatus
{
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStatistics = 0x7ff;

    /// <summary>The effective user of this process; null on systems that aren't asked.</summary>
    public static uint? EffectiveUser => OperatingSystem.IsLinux() ? EffectiveUserId() : null;

    /// <summary>The status of a path, of a symbolic link itself; null if there is no file, or the system doesn't tell.</summary>
    public static Status? Of(string path) => Ask(CurrentDirectory, path, DoNotFollow);

    /// <summary>The status of an open file; null if the system doesn't tell.</summary>
    public static Status? Of(SafeFileHandle file)
    {
        var isAdded = false;
        try
        {
            file.DangerousAddRef(ref isAdded);
            return Ask((int)file.DangerousGetHandle(), "", EmptyPath);
        }
        finally
        {
            if (isAdded) file.DangerousRelease();
        }
    }

    private static Status? Ask(int folder, string path, int flags)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return AskSystem(folder, path, flags, BasicStatistics, out var status) == 0 ? status : null;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AskSystem(int folder, string path, int flags, uint mask, out Status status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUserId();

    /// <summary>struct statx.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal readonly struct Status
    {
        private const int TypeMask = 0xf000;
        private const int RegularType = 0x8000;
        private const int DirectoryType = 0x4000;

        /// <summary>The owner's number; 0 is root.</summary>
        [FieldOffset(20)]
        public readonly uint User;

        [FieldOffset(28)]
        private readonly ushort _mode;

        public bool IsRegular => (_mode & TypeMask) == RegularType;

        public bool IsDirectory => (_mode & TypeMask) == DirectoryType;

        public UnixFileMode Permissions => (UnixFileMode)(_mode & ~TypeMask);
    }
}
