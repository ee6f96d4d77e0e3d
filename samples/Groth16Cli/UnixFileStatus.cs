using System.Runtime.InteropServices;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>A file's type, owner and identity, which .NET does not expose, by statx(2).</summary>
/// <remarks>statx instead of stat, since the structure is the same on every architecture and in every C library.</remarks>
internal static partial class UnixFileStatus
{
    private const int CurrentDirectory = -100;
    private const uint BasicStatistics = 0x7ff;
    private const int TypeMask = 0xf000;
    private const int RegularType = 0x8000;
    private const int CharacterType = 0x2000;

    /// <summary>A file's status after all links were followed; null if there is no file, or this system doesn't tell.</summary>
    public static Status? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return Ask(CurrentDirectory, path, 0, BasicStatistics, out var status) == 0 ? status : null;
        }
        catch (Exception problem) when (problem is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Gives a file the owner and group of another.</summary>
    /// <returns>Whether the change succeeded.</returns>
    public static bool TryGiveTo(string path, in Status other) =>
        Of(path) is { } own && ((own.User, own.Group) == (other.User, other.Group) || ChangeOwner(path, other.User, other.Group) == 0);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(int folder, string path, int flags, uint mask, out Status status);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    /// <summary>struct statx.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal readonly struct Status
    {
        [FieldOffset(16)]
        public readonly uint LinkCount;

        [FieldOffset(20)]
        public readonly uint User;

        [FieldOffset(24)]
        public readonly uint Group;

        [FieldOffset(28)]
        private readonly ushort _mode;

        [FieldOffset(32)]
        private readonly ulong _inode;

        [FieldOffset(128)]
        private readonly uint _ownMajor;

        [FieldOffset(132)]
        private readonly uint _ownMinor;

        [FieldOffset(136)]
        private readonly uint _deviceMajor;

        [FieldOffset(140)]
        private readonly uint _deviceMinor;

        public bool IsRegular => (_mode & TypeMask) == RegularType;

        /// <summary>Whether the file is /dev/null, under any name: character device 1, 3.</summary>
        public bool IsNullDevice => (_mode & TypeMask) == CharacterType && (_ownMajor, _ownMinor) == (1, 3);

        /// <summary>Equal for two paths of the same file.</summary>
        public (uint Major, uint Minor, ulong Inode) Identity => (_deviceMajor, _deviceMinor, _inode);
    }
}
