using Microsoft.Win32.SafeHandles;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>
/// Makes a prepared file: under a lock, complete in a temporary file, which then takes the name. No existing file is ever written to, so that a process
/// that has the old file mapped keeps the old content.
/// </summary>
internal sealed class PreparedFileWriter : IDisposable
{
    private const int Chunk = 4 << 20;
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead;

    private readonly string _path;
    private readonly IDisposable _lock;

    private PreparedFileWriter(string path, IDisposable held)
    {
        _path = path;
        _lock = held;
    }

    /// <summary>Takes the lock, and removes the temporary files of dead writers.</summary>
    /// <returns>Null while another process makes the file.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static PreparedFileWriter? TryBegin(string path)
    {
        if (new KeyFiles().TryLock(PreparedPaths.LockOf(path)) is not { } held) return null;
        try
        {
            foreach (var left in PreparedPaths.Temporaries(path)) File.Delete(left);
            return new PreparedFileWriter(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Writes the file.</summary>
    /// <param name="header">The header.</param>
    /// <param name="content">Gives the bytes of a section.</param>
    /// <param name="cancellationToken">Observed between pieces of some megabytes.</param>
    /// <exception cref="IOException">The disk is full, or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; no file was left.</exception>
    public void Write(PreparedHeader header, SectionContent content, CancellationToken cancellationToken)
    {
        var temporary = PreparedPaths.NewTemporary(_path);
        try
        {
            using (var file = Create(temporary, PreparedFormat.FileLength(header.Lengths)))
            {
                for (var section = default(PreparedSection); (int)section < PreparedFormat.SectionCount; section++)
                    Write(file, PreparedFormat.OffsetOf(section, header.Lengths), content(section), cancellationToken);

                // The header comes last: without it no part of the file counts.
                RandomAccess.Write(file, header.ToBytes(), 0);
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, OwnerReads);

                // A name on the disk before the content would be an empty file after a loss of power.
                RandomAccess.FlushToDisk(file);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, _path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static SafeFileHandle Create(string path, long length)
    {
        // Whole at once, so that a full disk shows before anything is written.
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.None, length);
        try
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, OwnerReads | UnixFileMode.UserWrite);

            // The last section's page is not written to its end.
            if (RandomAccess.GetLength(file) != length) RandomAccess.SetLength(file, length);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void Write(SafeFileHandle file, long offset, ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = bytes[..Math.Min(Chunk, bytes.Length)];
            RandomAccess.Write(file, piece, offset);
            offset += piece.Length;
            bytes = bytes[piece.Length..];
        }
    }

    /// <summary>The bytes of a section.</summary>
    internal delegate ReadOnlySpan<byte> SectionContent(PreparedSection section);
}
