using System.Buffers;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems.Files;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Reads a .zkey file, section by section in the file's order, and hashes it on the way.</summary>
internal sealed class ZkeyReader : IDisposable
{
    private const int ChunkLength = 1 << 20;
    private const int PartsPerThread = 2;

    private readonly BinarySectionReader _file;
    private readonly HashedSections _hash;
    private readonly PointValidation _validation;
    private readonly Parallelism _parallelism;
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);

    private ZkeyReader(BinarySectionReader file, PointValidation validation, in Parallelism parallelism)
    {
        _file = file;
        _hash = new HashedSections(file, ZkeyFormat.Container);
        _validation = validation;
        _parallelism = parallelism;
    }

    public static ProvingKey Read(Stream stream, ProvingKeyReadOptions options, CancellationToken cancellationToken)
    {
        if (options.Validation == PointValidation.TrustedBecauseHashIsPinned && options.ExpectedSha256 is null)
            throw new ArgumentException(
                "A key's points can be trusted unchecked only if ExpectedSha256 says which key it is.", nameof(options));
        var degree = options.MaxDegreeOfParallelism > 0 ? options.MaxDegreeOfParallelism : Environment.ProcessorCount;
        using var file = BinarySectionReader.Open(stream, ZkeyFormat.Container);
        using var reader = new ZkeyReader(file, options.Validation, new Parallelism(degree, cancellationToken));
        var (contents, sha256) = reader.ReadContents();
        if (options.ExpectedSha256 is { } expected && !expected.Equals(sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProvingKeyException(
                ProvingKeyRejection.WrongHash,
                $"The key file has the SHA-256 {sha256}, expected was {expected}. Get the file from its publisher again.");
        }

        var key = new ProvingKey(contents, sha256);
        if (options.Validation == PointValidation.Full) ProvingKeyConsistency.Check(key, reader._parallelism);
        return key;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_chunk);
        _hash.Dispose();
    }

    private (ProvingKeyContents Contents, string Sha256) ReadContents()
    {
        ReadProtocol();
        var header = ReadHeader();
        header.CheckSections(_file);
        var ceremony = ReadCeremony(header);
        G1Affine[] ic = [], a = [], b1 = [], c = [], h = [];
        G2Affine[] b2 = [];
        ZkeyRows? rows = null;
        foreach (var id in _file.Sections)
        {
            if (!_hash.Begin(id)) continue;
            using var section = _file.Section(id);
            switch (id)
            {
                case ZkeyFormat.Ic: ic = ReadPoints<Fp, G1Format>(section, "IC"); break;
                case ZkeyFormat.Coefficients: rows = ReadRows(section, header); break;
                case ZkeyFormat.A: a = ReadPoints<Fp, G1Format>(section, "A"); break;
                case ZkeyFormat.B1: b1 = ReadPoints<Fp, G1Format>(section, "B in G1"); break;
                case ZkeyFormat.B2: b2 = ReadPoints<Fp2, G2Format>(section, "B in G2"); break;
                case ZkeyFormat.C: c = ReadPoints<Fp, G1Format>(section, "C"); break;
                case ZkeyFormat.H: h = ReadPoints<Fp, G1Format>(section, "H"); break;
                default: Skip(section); break;
            }
        }

        return (rows!.Fill(header, ceremony, ic, a, b1, b2, c, h), _hash.Finish());
    }

    private void ReadProtocol()
    {
        using var section = _hash.ReadEarly(ZkeyFormat.Protocol, sizeof(uint));
        var protocol = section.ReadUInt32("protocol");
        if (protocol != ZkeyFormat.Groth16)
            throw section.Bad(FormattableString.Invariant(
                $"The key is for proof system {protocol}, and this library proves with Groth16 (1). Make a Groth16 key."));
    }

    private ZkeyHeader ReadHeader()
    {
        using var section = _hash.ReadEarly(ZkeyFormat.Header, 4 * ZkeyFormat.HeaderLength);
        var header = ZkeyHeader.Read(section);
        CheckCurve(header.Beta1, section, "beta in G1");
        CheckCurve(header.Delta1, section, "delta in G1");
        return header;
    }

    private static void CheckCurve(in G1Affine point, SectionCursor section, string name)
    {
        if (point.IsInfinity || !point.IsOnCurve()) throw section.Bad($"The key's {name} is not a point of the curve, or is infinity.");
    }

    private CeremonyRecord ReadCeremony(ZkeyHeader header)
    {
        if (!_file.Contains(ZkeyFormat.Contributions)) return new CeremonyRecord(default, []);
        using var section = _hash.ReadEarly(ZkeyFormat.Contributions, CeremonyRecordReader.MaxLength);
        return CeremonyRecordReader.Read(section, _hash.EarlyContent(ZkeyFormat.Contributions), header.Delta1);
    }

    private AffinePoint<TField>[] ReadPoints<TField, TFormat>(SectionCursor section, string name)
        where TField : unmanaged, ICurveField<TField>
        where TFormat : struct, IPointFormat<TField>
    {
        var points = new AffinePoint<TField>[section.Remaining / TFormat.Length];
        var perChunk = ChunkLength / TFormat.Length;
        for (var first = 0; first < points.Length; first += perChunk)
        {
            var (begin, count) = (first, Math.Min(perChunk, points.Length - first));
            var start = section.Offset;
            section.ReadExactly(_chunk.AsSpan(0, count * TFormat.Length), "points");
            var parts = PartsPerThread * _parallelism.Degree;
            _parallelism.For(parts + 1, 1, (from, to) =>
            {
                // Part 0 is the hash, which can't be split.
                for (var part = from; part < to; part++)
                {
                    if (part == 0)
                    {
                        _hash.Append(_chunk.AsSpan(0, count * TFormat.Length));
                        continue;
                    }

                    var (low, high) = ((int)((long)count * (part - 1) / parts), (int)((long)count * part / parts));
                    for (var i = low; i < high; i++)
                    {
                        var place = i * TFormat.Length;
                        points[begin + i] = Decode<TField, TFormat>(
                            section, name, begin + i, _chunk.AsSpan(place, TFormat.Length), start + place);
                    }
                }
            });
        }

        return points;
    }

    private AffinePoint<TField> Decode<TField, TFormat>(
        SectionCursor section, string name, int index, ReadOnlySpan<byte> bytes, long offset)
        where TField : unmanaged, ICurveField<TField>
        where TFormat : struct, IPointFormat<TField>
    {
        if (!TFormat.TryRead(bytes, out var point))
            throw section.Bad(FormattableString.Invariant(
                $"A coordinate of point {index} of {name} is not below the modulus of BN254's base field."), offset);
        if (_validation != PointValidation.TrustedBecauseHashIsPinned && !point.IsOnCurve())
            throw section.Bad(FormattableString.Invariant($"Point {index} of {name} is not on the curve: the file is corrupt."), offset);
        if (_validation == PointValidation.Full && !TFormat.IsInGroup(point))
            throw section.Bad(
                FormattableString.Invariant($"Point {index} of {name} is not in the group of order r: the file is forged."), offset);
        return point;
    }

    private ZkeyRows ReadRows(SectionCursor section, ZkeyHeader header)
    {
        var rows = new ZkeyRows(section, header.WireCount, header.DomainSize);
        Span<byte> countBytes = stackalloc byte[sizeof(uint)];
        section.ReadExactly(countBytes, "number of coefficients");
        _hash.Append(countBytes);
        rows.ExpectCount(countBytes);
        const int PerChunk = ChunkLength / ZkeyFormat.CoefficientLength * ZkeyFormat.CoefficientLength;
        while (section.Remaining > 0)
        {
            _parallelism.Cancellation.ThrowIfCancellationRequested();
            var start = section.Offset;
            var chunk = _chunk.AsSpan(0, (int)Math.Min(PerChunk, section.Remaining));
            section.ReadExactly(chunk, "coefficients");
            _hash.Append(chunk);
            rows.Add(chunk, start);
        }

        rows.Finish();
        return rows;
    }

    private void Skip(SectionCursor section)
    {
        while (section.Remaining > 0)
        {
            _parallelism.Cancellation.ThrowIfCancellationRequested();
            var chunk = _chunk.AsSpan(0, (int)Math.Min(ChunkLength, section.Remaining));
            section.ReadExactly(chunk, "content");
            _hash.Append(chunk);
        }
    }
}
