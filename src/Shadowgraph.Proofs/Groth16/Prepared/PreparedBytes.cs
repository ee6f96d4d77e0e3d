using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>The content of an open prepared file: mapped, so that processes share pages and read only the pages in use, or copied.</summary>
internal abstract unsafe class PreparedBytes
{
    private const int Alignment = 64;

    /// <summary>Maps a file of at least <paramref name="length"/> bytes.</summary>
    public static PreparedBytes Map(SafeFileHandle file, long length)
    {
        using var mapping = MemoryMappedFile.CreateFromFile(
            file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);

        // The view outlives file and mapping. Without disposal, the view's handle unmaps the file at its finalisation: after the last table of the key.
        var view = mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        return new Mapped(view.SafeMemoryMappedViewHandle, (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset);
    }

    /// <summary>Reads each section into memory of this process when asked for the section.</summary>
    public static PreparedBytes Copy(SafeFileHandle file) => new Copied(file);

    /// <summary>A part of the file, aligned to 64 bytes.</summary>
    /// <exception cref="IOException">The file cannot be read, or became shorter.</exception>
    public BorrowedMemory<T> Slice<T>(long offset, int count)
        where T : unmanaged
    {
        var owner = Hold(offset, checked(count * sizeof(T)), out var first);
        return new BorrowedMemory<T>(owner, first, count);
    }

    /// <returns>The holder of the bytes.</returns>
    private protected abstract object Hold(long offset, int length, out byte* first);

    private sealed class Mapped(SafeMemoryMappedViewHandle view, byte* start) : PreparedBytes
    {
        private protected override object Hold(long offset, int length, out byte* first)
        {
            first = start + offset;
            return view;
        }
    }

    private sealed class Copied(SafeFileHandle file) : PreparedBytes
    {
        private protected override object Hold(long offset, int length, out byte* first)
        {
            var array = PinnedArray.Allocate<byte>(checked(length + Alignment));
            first = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
            first += -(nint)first & (Alignment - 1);
            if (!FileBytes.TryRead(file, new Span<byte>(first, length), offset))
                throw new EndOfStreamException("The prepared key file became shorter while it was read.");
            return array;
        }
    }
}
