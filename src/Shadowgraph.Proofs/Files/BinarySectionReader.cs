using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Shadowgraph.Proofs.Files;

/// <summary>
/// Reads iden3's binary container: first locates all sections, checked against the length of the stream, then provides each section as a
/// <see cref="SectionCursor"/>. Content is never loaded as a whole.
/// </summary>
/// <remarks>
/// A seekable stream is read from the current position to the end, and left open. Any other stream is copied into memory section by section, each
/// after a check of its header.
/// </remarks>
internal sealed class BinarySectionReader : IDisposable
{
    // In file order; at most BinaryFormat.MaximumSections, so a search needs no table.
    private readonly List<FoundSection> _sections = [];
    private readonly BinaryFormat _format;
    private readonly Stream _stream;
    private readonly ChunkedBuffer? _copy;
    private readonly long _origin;

    private BinarySectionReader(BinaryFormat format, Stream stream, ChunkedBuffer? copy)
    {
        _format = format;
        _stream = stream;
        _copy = copy;
        _origin = stream.Position;
    }

    /// <summary>The size of the whole file in bytes; for a copied stream, of the part read so far.</summary>
    public long Length => _stream.Length - _origin;

    /// <summary>The version of the file.</summary>
    public uint Version { get; private set; }

    /// <summary>Opens a file and locates all sections.</summary>
    /// <exception cref="ProofFileException">Wrong magic or version; too many, repeated or truncated sections; bytes after the last
    /// section.</exception>
    public static BinarySectionReader Open(Stream stream, BinaryFormat format)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead) throw new ArgumentException("The stream can't be read.", nameof(stream));
        var copy = stream.CanSeek ? null : new ChunkedBuffer(stream);
        try
        {
            var reader = new BinarySectionReader(format, copy ?? stream, copy);
            reader.FindSections();
            return reader;
        }
        catch
        {
            copy?.Dispose();
            throw;
        }
    }

    public void Dispose() => _copy?.Dispose();

    /// <summary>The section numbers, in file order.</summary>
    public uint[] Sections
    {
        get
        {
            // A loop: methods of LINQ for numbers would be compiled when a process starts, also with ReadyToRun.
            var numbers = new uint[_sections.Count];
            for (var i = 0; i < numbers.Length; i++) numbers[i] = _sections[i].Number;
            return numbers;
        }
    }

    public bool Contains(uint section) => _sections.Exists(found => found.Number == section);

    /// <summary>The size of a section's content in bytes.</summary>
    /// <exception cref="ProofFileException">The file has no such section.</exception>
    public long LengthOf(uint section) => Find(section).Length;

    /// <summary>Opens a section at the beginning. Cursors must not be used concurrently, since all cursors share the stream.</summary>
    /// <exception cref="ProofFileException">The file has no such section.</exception>
    public SectionCursor Section(uint section)
    {
        var found = Find(section);
        return new SectionCursor(_stream, _format.Kind, section, _origin, found.Start, found.Length);
    }

    private FoundSection Find(uint section) =>
        _sections.Find(found => found.Number == section)
        ?? throw new ProofFileException(_format.Kind, "The section is missing. Export the file again.", (int)section);

    private void FindSections()
    {
        Span<byte> preamble = stackalloc byte[BinaryFormat.PreambleLength];
        var isWhole = Has(preamble.Length);
        var beginning = preamble[..(int)Math.Clamp(Length, 0, preamble.Length)];
        ReadAt(0, beginning);
        if (beginning.Length >= 4 && !beginning.StartsWith(Encoding.ASCII.GetBytes(_format.Magic)))
        {
            var advice = ForeignFile.DescribeInPlaceOfBinary(beginning) ?? $"Check that the path names a {_format.Kind}.";
            throw Bad($"It doesn't begin with \"{_format.Magic}\". {advice}", 0);
        }

        if (!isWhole) throw Bad($"It ends after {Length} bytes, before its first section: it is empty or truncated.", 0);
        Version = BinaryPrimitives.ReadUInt32LittleEndian(preamble[4..]);
        if (Version < _format.MinimumVersion || Version > _format.MaximumVersion)
            throw Bad($"Its version is {Version}; this library reads {_format.MinimumVersion} to {_format.MaximumVersion}.", 4);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(preamble[8..]);
        if (count > BinaryFormat.MaximumSections)
            throw Bad($"It declares {count} sections; the maximum is {BinaryFormat.MaximumSections}.", 8);

        long position = BinaryFormat.PreambleLength;
        for (var i = 0; i < count && !EndsEarly(position); i++) position = FindSection(position, preamble);
        if (!Has(position + 1)) return;
        throw _copy is null
            ? Bad($"{Length - position} bytes follow the last section.", position)
            : Bad("More bytes follow the last section.", position);
    }

    /// <summary>Whether the file ends here with all sufficient sections, although the header counts more.</summary>
    private bool EndsEarly(long position) =>
        _format.SufficientSections.Length > 0 && _format.SufficientSections.All(Contains) && !Has(position + 1);

    private long FindSection(long position, Span<byte> header)
    {
        var start = position + header.Length;
        if (!Has(start)) throw Bad("It ends within a section's header: it is truncated.", position);
        ReadAt(position, header);
        var id = BinaryPrimitives.ReadUInt32LittleEndian(header);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(header[4..]);
        if (id > int.MaxValue) throw Bad($"{id} is no section number.", position);
        if (Contains(id)) throw new ProofFileException(_format.Kind, "The section occurs twice.", (int)id, position);
        if (_copy is not null && length > (ulong)(ChunkedBuffer.MaximumLength - start))
        {
            throw new ProofFileException(
                _format.Kind,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The section claims {length} bytes: more than the 8 GiB of a stream that can't seek. Read the file from disk."),
                (int)id,
                position);
        }

        if (length > long.MaxValue - (ulong)start || !Has(start + (long)length))
        {
            throw new ProofFileException(
                _format.Kind,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The section claims {length} bytes and {Length - start} are left: the file is truncated."),
                (int)id,
                position);
        }

        _sections.Add(new FoundSection(id, start, (long)length));
        return start + (long)length;
    }

    /// <summary>Whether the file has at least the given number of bytes.</summary>
    private bool Has(long length) => _copy?.FillTo(length) ?? length <= Length;

    private void ReadAt(long position, Span<byte> destination)
    {
        _stream.Position = _origin + position;
        if (_stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
            throw Bad("It became shorter while it was read.", position);
    }

    private ProofFileException Bad(FormattableString problem, long offset) =>
        new(_format.Kind, FormattableString.Invariant(problem), null, offset);

    private ProofFileException Bad(string problem, long offset) => new(_format.Kind, problem, null, offset);

    private sealed record FoundSection(uint Number, long Start, long Length);
}
