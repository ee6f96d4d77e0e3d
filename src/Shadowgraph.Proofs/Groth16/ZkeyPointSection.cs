using System.Globalization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Zkey;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>A section with a point for each of several consecutive wires.</summary>
/// <param name="cursor">Reads the section.</param>
/// <param name="name">The name of the points, for messages.</param>
/// <param name="firstWire">The wire of the first point.</param>
/// <param name="validation">The checks.</param>
/// <param name="pool">The source of memory until the table is complete.</param>
internal sealed class ZkeyPointSection<TField, TFormat>(
    SectionCursor cursor, string name, int firstWire, PointValidation validation, ScratchPool pool)
    : ZkeySection(cursor, TFormat.Length)
    where TField : unmanaged, ICurveField<TField>
    where TFormat : struct, IPointFormat<TField>
{
    private readonly int _count = (int)(cursor.Remaining / TFormat.Length);
    private PointTableBuilder<TField>? _builder;
    private PointTable<TField>? _table;
    private int _taken;

    public override bool CanSplit => true;

    /// <summary>The points, after all chunks were received.</summary>
    public PointTable<TField> Table => _table!;

    public override void Begin()
    {
        _builder = new PointTableBuilder<TField>(firstWire, _count, pool);
        BuildWhenComplete();
    }

    public override void Parse(ReadOnlySpan<byte> chunk, long offset, int part, int parts)
    {
        var count = chunk.Length / TFormat.Length;
        var (from, to) = ((int)((long)count * part / parts), (int)((long)count * (part + 1) / parts));
        var points = _builder!.Next(from, to - from);
        for (var i = from; i < to; i++)
        {
            var place = i * TFormat.Length;
            if (!TFormat.TryRead(chunk.Slice(place, TFormat.Length), out points[i - from]))
                throw Bad(offset, i, "A coordinate of point {0} of {1} is not below the modulus of BN254's base field.");
        }

        if (validation != PointValidation.TrustedBecauseHashIsPinned && CurveCheck<TField>.FirstOutside(points) is var outside and >= 0)
            throw Bad(offset, from + outside, "Point {0} of {1} is not on the curve: the file is corrupt.");
        for (var i = from; validation == PointValidation.Full && i < to; i++)
        {
            if (!TFormat.IsInGroup(points[i - from]))
                throw Bad(offset, i, "Point {0} of {1} is not in the group of order r: the file is forged.");
        }
    }

    public override void Take(int length)
    {
        _builder!.Keep(length / TFormat.Length);
        _taken += length / TFormat.Length;
        BuildWhenComplete();
    }

    public override void Dispose()
    {
        _builder?.Dispose();
        base.Dispose();
    }

    private void BuildWhenComplete()
    {
        if (_taken < _count) return;
        _table = _builder!.Build();
        _builder.Dispose();
    }

    private ProofFileException Bad(long offset, int index, string problem) =>
        Cursor.Bad(
            string.Format(CultureInfo.InvariantCulture, problem, _taken + index, name),
            offset + ((long)index * TFormat.Length));
}
