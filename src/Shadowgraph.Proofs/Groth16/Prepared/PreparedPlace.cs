using Microsoft.Win32.SafeHandles;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>The rules for owner and permissions of a prepared file and of its folder.</summary>
/// <remarks>
/// A mapped file must not change while in use, since indices are checked once: nobody but this user and root may be able to write to the file. Next to a
/// .zkey file of a pinned hash, nobody else may be able to replace the file either.
/// </remarks>
internal static class PreparedPlace
{
    private const UnixFileMode OwnersRights = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Checks a path before the file is opened: a link is not followed, and a pipe would block.</summary>
    /// <exception cref="PreparedFileException">The path is a symbolic link, or no regular file.</exception>
    public static void CheckPath(string path)
    {
        if (FileLinks.IsLink(path)) throw Refused("the file is a symbolic link");
        if (UnixFileStatus.Of(path) is { IsRegular: false }) throw Refused("the path names no regular file");
    }

    /// <summary>Checks an open file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The file's path.</param>
    /// <param name="isPrivate">Whether file and folder must belong to this user alone.</param>
    /// <returns>Whether the file may be mapped: false if the system doesn't report owner and permissions.</returns>
    /// <exception cref="PreparedFileException">Other users may write to the file, or replace the file although it must be private.</exception>
    public static bool Check(SafeFileHandle file, string path, bool isPrivate)
    {
        CheckPath(path);
        if (isPrivate) CheckFolder(path);
        if (UnixFileStatus.Of(file) is not { } status)
            return isPrivate ? throw Refused("the system doesn't tell the file's owner") : OperatingSystem.IsWindows();
        if (!status.IsRegular) throw Refused("the path names no regular file");
        if (status.User != UnixFileStatus.EffectiveUser && (isPrivate || status.User != 0)) throw Refused("the file belongs to another user");
        if ((status.Permissions & OthersWrite) != 0 || (isPrivate && (status.Permissions & ~OwnersFile) != 0))
            throw Refused("the permissions of the file give other users access");
        return true;
    }

    /// <summary>Checks that only this user has access to a file's folder.</summary>
    /// <exception cref="PreparedFileException">Others have access to the folder, or the system doesn't tell.</exception>
    public static void CheckFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (UnixFileStatus.Of(folder) is not { } status) throw Refused("the system doesn't tell the folder's owner");
        if (!status.IsDirectory) throw Refused("the folder is a symbolic link");
        if (status.User != UnixFileStatus.EffectiveUser) throw Refused("the folder belongs to another user");
        if ((status.Permissions & ~OwnersRights) != 0) throw Refused("the permissions of the folder give other users access");
    }

    private static PreparedFileException Refused(string problem) => new(problem, isFaulty: false);
}
