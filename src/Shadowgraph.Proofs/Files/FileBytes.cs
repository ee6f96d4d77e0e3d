using Microsoft.Win32.SafeHandles;

namespace Shadowgraph.Proofs.Files;

/// <summary>Whole reads at a place of a file.</summary>
internal static class FileBytes
{
    /// <summary>Reads bytes at an offset: the system may return fewer bytes at once.</summary>
    /// <returns>False if the file ends before the last byte.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryRead(SafeFileHandle file, Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(file, destination, offset);
            if (read == 0) return false;
            destination = destination[read..];
            offset += read;
        }

        return true;
    }
}
