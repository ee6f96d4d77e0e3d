using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>The points of a multi-scalar multiplication, prepared once for many of them: 64 bytes a point in G1, 128 in G2.</summary>
/// <remarks>Immutable after the last <see cref="Fill"/>, and then safe for concurrent use.</remarks>
internal sealed unsafe class MsmBases<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private const int Alignment = 64;
    private const int Grain = 1 << 12;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly byte* _pointer;
    private readonly bool _mapped;
    private volatile bool _mayHoldInfinity;

    private MsmBases(PointForm<TField> form, ReadOnlyMemory<byte> memory, byte* pointer, int count, bool mapped)
    {
        Form = form;
        Count = count;
        _memory = memory;
        _pointer = pointer;
        _mapped = mapped;
    }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>How they are held.</summary>
    public PointForm<TField> Form { get; }

    /// <summary>Whether points at infinity may be among them.</summary>
    public bool MayHoldInfinity => _mayHoldInfinity;

    /// <summary>All points, as <see cref="Map"/> takes them.</summary>
    public ReadOnlyMemory<byte> Prepared => _memory;

    /// <summary>The first point. Whoever uses it keeps this object alive meanwhile.</summary>
    public byte* Pointer => _pointer;

    /// <summary>Point <paramref name="index"/>, taken back out of its form.</summary>
    public AffinePoint<TField> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            AffinePoint<TField> point;
            Form.Export(_pointer + (long)index * PointForm<TField>.PointSize, new Span<AffinePoint<TField>>(&point, 1));
            GC.KeepAlive(this);
            return point;
        }
    }

    /// <summary>Room for points, to be filled in; memory of its own, that the garbage collector frees and never moves.</summary>
    /// <param name="count">How many.</param>
    /// <param name="form">How to hold them; null for the fastest.</param>
    /// <exception cref="OutOfMemoryException">There is not so much memory.</exception>
    public static MsmBases<TField> Allocate(int count, PointForm<TField>? form = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var length = checked(count * PointForm<TField>.PointSize);
        var bytes = GC.AllocateArray<byte>(checked(length + Alignment), pinned: true);
        var start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes));
        var skip = (int)(-(nint)start & (Alignment - 1));
        return new(form ?? PointForms<TField>.Best, MemoryMarshal.CreateFromPinnedArray(bytes, skip, length), start + skip, count, mapped: false);
    }

    /// <summary>Prepares points.</summary>
    public static MsmBases<TField> Of(ReadOnlyMemory<AffinePoint<TField>> points, in Parallelism parallelism, PointForm<TField>? form = null)
    {
        var bases = Allocate(points.Length, form);
        parallelism.For(points.Length, Grain, (from, to) => bases.Fill(from, points.Span[from..to]));
        return bases;
    }

    /// <summary>Prepares points, on the caller's thread.</summary>
    public static MsmBases<TField> Of(ReadOnlyMemory<AffinePoint<TField>> points) => Of(points, Parallelism.Sequential);

    /// <summary>Takes what <see cref="Prepared"/> gave in a process of the same form name, without a copy.</summary>
    /// <param name="prepared">
    /// Memory that does not move, native or pinned, and lives as long as this object; aligned to 64 bytes. Its content is trusted to be
    /// points: whoever kept it elsewhere has checked its hash.
    /// </param>
    /// <param name="mayHoldInfinity">What <see cref="MayHoldInfinity"/> was.</param>
    /// <param name="form">The form in which they were prepared.</param>
    /// <exception cref="ArgumentException">The memory is no whole number of points or not aligned.</exception>
    public static MsmBases<TField> Map(ReadOnlyMemory<byte> prepared, bool mayHoldInfinity, PointForm<TField> form)
    {
        var (count, rest) = Math.DivRem(prepared.Length, PointForm<TField>.PointSize);
        var pointer = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(prepared.Span));
        if (rest != 0) throw new ArgumentException("The memory must hold whole points.", nameof(prepared));
        if (((nint)pointer & (Alignment - 1)) != 0) throw new ArgumentException("The points must be aligned to 64 bytes.", nameof(prepared));
        return new(form, prepared, pointer, count, mapped: true) { _mayHoldInfinity = mayHoldInfinity };
    }

    /// <summary>All points, taken back out of their form.</summary>
    public AffinePoint<TField>[] ToAffine()
    {
        var points = new AffinePoint<TField>[Count];
        Form.Export(_pointer, points);
        GC.KeepAlive(this);
        return points;
    }

    /// <summary>Prepares some points. Threads may fill disjoint ranges side by side.</summary>
    /// <param name="first">Where the first one goes.</param>
    /// <param name="points">The points; those at infinity make every sum slower.</param>
    /// <exception cref="InvalidOperationException">The points are mapped, and so complete.</exception>
    public void Fill(int first, ReadOnlySpan<AffinePoint<TField>> points)
    {
        if (_mapped) throw new InvalidOperationException("Mapped points can't be changed.");
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)first, (uint)Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points.Length, Count - first);
        Form.Import(points, _pointer + (long)first * PointForm<TField>.PointSize);
        foreach (ref readonly var point in points)
        {
            if (!point.IsInfinity) continue;
            _mayHoldInfinity = true;
            break;
        }
    }
}
