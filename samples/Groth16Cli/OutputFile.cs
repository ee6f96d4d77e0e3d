using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>
/// A file to write. A regular file is replaced completely or not at all, and keeps its mode and owner; a pipe, a device or any other
/// kind of file is written in place.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly int? _descriptor;
    private readonly UnixFileStatus.Status? _status;
    private readonly bool _exists;
    private string? _temporary;

    /// <exception cref="IOException">Nothing can be written there.</exception>
    public OutputFile(string name)
    {
        Name = name;
        if (name.Length == 0) throw new UsageException("the name of an output file is empty.");
        if (Directory.Exists(name)) throw new IOException($"'{name}' is a folder; name a file to write.");
        _descriptor = FindDescriptor(Path.GetFullPath(name));
        _status = UnixFileStatus.Of(name);
        _path = FollowLinks(name, _descriptor is not null);
        _exists = File.Exists(_path);
        if (!_exists && _descriptor is null && !Directory.Exists(Path.GetDirectoryName(_path)))
            throw new IOException($"the folder in which '{name}' should be written does not exist.");
    }

    /// <summary>The path as given.</summary>
    public string Name { get; }

    /// <summary>Whether written data is discarded.</summary>
    public bool IsNull => _status is { IsNullDevice: true };

    /// <summary>Whether the file is replaced as a whole: a new file, or a regular file without other names.</summary>
    private bool IsReplaced =>
        _descriptor is null && (!_exists || _status is { IsRegular: true, LinkCount: 1 } || OperatingSystem.IsWindows());

    /// <summary>Whether another path names the same file.</summary>
    public bool IsSameAs(string other)
    {
        if (_status is { } own && UnixFileStatus.Of(other) is { } its) return own.Identity == its.Identity;
        var path = FollowLinks(other, isDescriptor: false);
        if (Path.GetFileName(path) == Path.GetFileName(_path)
            && UnixFileStatus.Of(Path.GetDirectoryName(_path)!) is { } folder
            && UnixFileStatus.Of(Path.GetDirectoryName(path)!) is { } itsFolder)
        {
            return folder.Identity == itsFolder.Identity;
        }

        return string.Equals(path, _path, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the path is a regular file, so that writing in place would destroy the content for readers.</summary>
    public bool IsRegular => _exists && (_status?.IsRegular ?? true);

    /// <summary>Writes the replacement beside the file; does nothing if the file is written in place.</summary>
    public void Prepare(Action<Stream> write)
    {
        if (!IsReplaced) return;
        if (_exists) File.OpenHandle(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
        var temporary = $"{_path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            _temporary = temporary;
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        catch (UnauthorizedAccessException) when (_exists && _temporary is null)
        {
            return; // The file is writable, but not its folder.
        }

        if (_exists && !TryKeepOwnerAndMode(temporary)) Discard();
    }

    /// <summary>Writes in place.</summary>
    public void WriteInPlace(Action<Stream> write, CancellationToken cancellation)
    {
        if (_temporary is not null) return;
        using var stream = OpenInPlace(cancellation);
        write(stream);
    }

    /// <summary>Moves the replacement to the file's path.</summary>
    public void Complete()
    {
        if (_temporary is not { } temporary) return;
        try
        {
            if (_exists && OperatingSystem.IsWindows()) File.Replace(temporary, _path, destinationBackupFileName: null);
            else File.Move(temporary, _path, overwrite: true);
            _temporary = null;
        }
        catch (IOException) when (_exists)
        {
            // A file that is mounted over another can't be replaced.
            using (var source = File.OpenRead(temporary))
            using (var target = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, 0))
                source.CopyTo(target);
            Discard();
        }
    }

    public void Dispose() => Discard();

    /// <summary>The open file that a path such as /dev/stdout or /dev/fd/63 stands for.</summary>
    private static int? FindDescriptor(string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        for (var links = 0; links < 8; links++)
        {
            foreach (var folder in (string[])["/dev/fd/", "/proc/self/fd/", $"/proc/{Environment.ProcessId}/fd/"])
            {
                if (path.StartsWith(folder, StringComparison.Ordinal)
                    && int.TryParse(path.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor))
                {
                    return descriptor;
                }
            }

            if (new FileInfo(path).LinkTarget is not { } target) return null;
            path = Path.GetFullPath(target, Path.GetDirectoryName(path)!);
        }

        return null;
    }

    private static string FollowLinks(string path, bool isDescriptor)
    {
        var file = new FileInfo(path);
        return isDescriptor || file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private bool TryKeepOwnerAndMode(string temporary)
    {
        if (OperatingSystem.IsWindows()) return true;
        if (_status is not { } status || !UnixFileStatus.TryGiveTo(temporary, status)) return false;
        File.SetUnixFileMode(temporary, File.GetUnixFileMode(_path));
        return true;
    }

    private Stream OpenInPlace(CancellationToken cancellation)
    {
        // A FileStream writes to a regular file at offsets of its own, and does not advance the offset at which the next process writes.
        if (_descriptor is 1 && IsRegular) return Console.OpenStandardOutput();
        if (_descriptor is 2 && IsRegular) return Console.OpenStandardError();
        if (_descriptor is { } descriptor) return new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, 0);
        var mode = IsRegular ? FileMode.Create : FileMode.Open;

        // Opening a pipe waits for its reader.
        var opening = Task.Run(() => new FileStream(_path, mode, FileAccess.Write, FileShare.ReadWrite, 0), CancellationToken.None);
        return opening.WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    private void Discard()
    {
        if (_temporary is null) return;
        File.Delete(_temporary);
        _temporary = null;
    }
}
