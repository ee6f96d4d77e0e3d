using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Zkey;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The receivers of the large sections of a .zkey file.</summary>
internal sealed class ZkeySections : IDisposable
{
    private readonly BinarySectionReader _file;
    private readonly Dictionary<uint, ZkeySection> _sections = [];
    private readonly ZkeyRowSection _rows;
    private readonly ZkeyPointSection<Fp, G1Format> _ic;
    private readonly ZkeyPointSection<Fp, G1Format> _a;
    private readonly ZkeyPointSection<Fp, G1Format> _b1;
    private readonly ZkeyPointSection<Fp2, G2Format> _b2;
    private readonly ZkeyPointSection<Fp, G1Format> _c;
    private readonly ZkeyPointSection<Fp, G1Format>? _foldedC;
    private readonly ZkeyPointSection<Fp, G1Format> _h;
    private readonly ZkeyPreface _preface;

    public ZkeySections(BinarySectionReader file, ZkeyPreface preface, PointValidation validation, ScratchPool pool)
    {
        (_file, _preface) = (file, preface);
        var header = preface.Header;
        _rows = Add(ZkeyFormat.Coefficients, new ZkeyRowSection(file.Section(ZkeyFormat.Coefficients), header));
        _ic = Points<Fp, G1Format>(ZkeyFormat.Ic, "IC", 0);
        _a = Points<Fp, G1Format>(ZkeyFormat.A, "A", 0);
        _b1 = Points<Fp, G1Format>(ZkeyFormat.B1, "B in G1", 0);
        _b2 = Points<Fp2, G2Format>(ZkeyFormat.B2, "B in G2", 0);
        _c = Points<Fp, G1Format>(ZkeyFormat.C, "C", header.PublicCount + 1);
        _foldedC = preface.HasFoldedC ? Points<Fp, G1Format>(ZkeyFormat.FoldedC, "folded C", 0) : null;
        _h = Points<Fp, G1Format>(ZkeyFormat.H, "H", 0);

        ZkeyPointSection<TField, TFormat> Points<TField, TFormat>(uint id, string name, int firstWire)
            where TField : unmanaged, ICurveField<TField>
            where TFormat : struct, IPointFormat<TField> =>
            Add(id, new ZkeyPointSection<TField, TFormat>(file.Section(id), name, firstWire, validation, pool));
    }

    /// <summary>
    /// All sections in file order, in chunks; a section that was read early, or is empty, yields one chunk of length 0.
    /// </summary>
    public IEnumerable<ZkeyChunk> Chunks(int largest)
    {
        foreach (var id in _file.Sections)
        {
            var isEarly = id is ZkeyFormat.Protocol or ZkeyFormat.Header or ZkeyFormat.Contributions;
            if (!_sections.TryGetValue(id, out var section)) section = Add(id, new ZkeyIgnoredSection(_file.Section(id)));
            if (isEarly)
            {
                yield return new ZkeyChunk(id, section, section.Cursor.Offset, 0, IsFirst: true);
                continue;
            }

            foreach (var chunk in section.Chunks(id, largest)) yield return chunk;
        }
    }

    /// <summary>The key's contents, after all chunks were received.</summary>
    public ProvingKeyContents ToContents() => new()
    {
        WireCount = _preface.Header.WireCount,
        DomainSize = _preface.Header.DomainSize,
        Rows = _rows.Rows.Finish(),
        RowA = _rows.Rows.RowA,
        RowB = _rows.Rows.RowB,
        Alpha1 = _preface.Header.Alpha1,
        Beta1 = _preface.Header.Beta1,
        Beta2 = _preface.Header.Beta2,
        Gamma2 = _preface.Header.Gamma2,
        Delta1 = _preface.Header.Delta1,
        Delta2 = _preface.Header.Delta2,
        Ic = _ic.Table.Expand(0, _preface.Header.PublicCount + 1),
        A = _a.Table,
        B1 = _b1.Table,
        B2 = _b2.Table,
        C = _c.Table,
        FoldedC = _foldedC?.Table,
        H = _h.Table,
        Ceremony = _preface.Ceremony,
    };

    public void Dispose()
    {
        foreach (var section in _sections.Values) section.Dispose();
    }

    private T Add<T>(uint id, T section)
        where T : ZkeySection
    {
        _sections.Add(id, section);
        return section;
    }
}
