using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>The points of a multi-scalar multiplication, prepared once for repeated use: 64 bytes per point in G1, 128 in G2.</summary>
/// <remarks>Immutable after the last <see cref="Fill"/>, and then safe for concurrent use.</remarks>
internal sealed unsafe class MsmBases<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private const int Alignment = 64;
    private const int Grain = 1 << 12;

    private readonly object _owner;
    private readonly byte* _pointer;
    private readonly bool _isBorrowed;
    private volatile bool _mayHoldInfinity;

    private MsmBases(PointLayout<TField> layout, int count)
    {
        Layout = layout;
        Count = count;

        // Pinned objects never move, so the pointer stays valid for the life of the array.
        var memory = PinnedArray.AllocateZeroed<byte>(checked(count * PointLayout<TField>.PointSize + Alignment));
        var start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));

        // Aligned to a cache line, which is also the size of a packed point of G1 and of an
        // AVX-512 register.
        _pointer = start + (-(nint)start & (Alignment - 1));
        _owner = memory;
    }

    private MsmBases(BorrowedMemory<byte> memory)
    {
        Layout = PointLayouts<TField>.Best;
        Count = memory.Length / PointLayout<TField>.PointSize;
        _pointer = memory.Pointer;
        _owner = memory.Owner;
        _isBorrowed = true;
    }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>The layout of the points.</summary>
    public PointLayout<TField> Layout { get; }

    /// <summary>Whether points at infinity may be present.</summary>
    public bool MayHoldInfinity => _mayHoldInfinity;

    /// <summary>The first point. The user of the pointer must keep this object alive meanwhile.</summary>
    public byte* Pointer => _pointer;

    /// <summary>The points as bytes in their layout. This object must stay reachable while the bytes are used.</summary>
    public ReadOnlySpan<byte> Bytes => new(_pointer, Count * PointLayout<TField>.PointSize);

    /// <summary>Point <paramref name="index"/>, converted back from the layout.</summary>
    public AffinePoint<TField> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            AffinePoint<TField> point;

            // A pointer alone does not keep the array alive, hence KeepAlive after its last
            // use.
            Layout.Export(_pointer + (long)index * PointLayout<TField>.PointSize, new Span<AffinePoint<TField>>(&point, 1));
            GC.KeepAlive(_owner);
            return point;
        }
    }

    /// <summary>Room for points, to be filled in; separate pinned memory, freed by the garbage collector.</summary>
    /// <param name="count">The number of points.</param>
    /// <param name="layout">The layout of points; null for the fastest layout.</param>
    /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
    public static MsmBases<TField> Allocate(int count, PointLayout<TField>? layout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(layout ?? PointLayouts<TField>.Best, count);
    }

    /// <summary>
    /// Points that were prepared before, in the fastest layout, and are used in place. Any bytes represent some points; none may be infinity.
    /// </summary>
    /// <param name="memory"><see cref="Bytes"/> of the points, aligned to 64 bytes.</param>
    public static MsmBases<TField> Over(BorrowedMemory<byte> memory) => new(memory);

    /// <summary>Prepares points.</summary>
    public static MsmBases<TField> Of(ReadOnlyMemory<AffinePoint<TField>> points, in Parallelism parallelism, PointLayout<TField>? layout = null)
    {
        var bases = Allocate(points.Length, layout);
        parallelism.For(points.Length, Grain, (from, to) => bases.Fill(from, points.Span[from..to]));
        return bases;
    }

    /// <summary>Prepares points, on the caller's thread.</summary>
    public static MsmBases<TField> Of(ReadOnlyMemory<AffinePoint<TField>> points) => Of(points, Parallelism.Sequential);

    /// <summary>All points, converted back from the layout.</summary>
    public AffinePoint<TField>[] ToAffine()
    {
        var points = new AffinePoint<TField>[Count];
        Layout.Export(_pointer, points);
        GC.KeepAlive(_owner);
        return points;
    }

    /// <summary>Prepares some points. Threads may fill disjoint ranges concurrently.</summary>
    /// <param name="first">The index of the first point.</param>
    /// <param name="points">The points; points at infinity slow down every sum.</param>
    public void Fill(int first, ReadOnlySpan<AffinePoint<TField>> points)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)first, (uint)Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points.Length, Count - first);
        if (_isBorrowed) throw new InvalidOperationException("Borrowed memory is read-only.");

        // Disjoint ranges of points are disjoint memory, so threads need no lock.
        Layout.Import(points, _pointer + (long)first * PointLayout<TField>.PointSize);

        // A single infinite point makes all additions use the complete formulas: batch
        // products do not reveal infinity.
        foreach (ref readonly var point in points)
        {
            if (!point.IsInfinity) continue;
            _mayHoldInfinity = true;
            break;
        }
    }
}
