using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Zkey;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Reads a .zkey file in file order, chunk by chunk, and hashes the bytes on the way.</summary>
/// <remarks>
/// While a chunk is hashed, which is sequential, further threads parse that chunk and read the next chunk. Parsed points go to their final place at
/// once: besides the key itself, memory holds at most a few chunks and one section.
/// </remarks>
internal sealed class ZkeyReader : IDisposable
{
    private const int ChunkLength = 1 << 20;

    // Parts of a chunk for parallel parsing: more than threads, because two threads are initially busy with hashing and reading.
    private const int PartsPerThread = 4;

    private readonly BinarySectionReader _file;
    private readonly HashedSections _hash;
    private readonly PointValidation _validation;
    private readonly Parallelism _parallelism;

    private readonly ScratchPool _pool = ScratchPool.Shared;
    private ScratchBuffer<byte> _chunk;
    private ScratchBuffer<byte> _nextChunk;

    private ZkeyReader(BinarySectionReader file, PointValidation validation, in Parallelism parallelism)
    {
        _file = file;
        _hash = new HashedSections(file, ZkeyFormat.Container);
        _validation = validation;
        _parallelism = parallelism;
        _chunk = _pool.Rent<byte>(ChunkLength);
        _nextChunk = _pool.Rent<byte>(ChunkLength);
    }

    /// <summary>
    /// Reads the whole file. A malformed file throws; a well-formed file that must not be used as a key is returned with the reason.
    /// </summary>
    public static ProvingKeyInspection Inspect(Stream stream, ProvingKeyReadOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        var degree = Parallelism.DegreeOf(options.MaxDegreeOfParallelism);
        using var file = BinarySectionReader.Open(stream, ZkeyFormat.Container);
        using var reader = new ZkeyReader(file, options.Validation, new Parallelism(degree, cancellationToken));
        var (contents, sha256) = reader.ReadContents();
        return new ProvingKeyInspection(contents, sha256, reader.Accept(contents, sha256, options));
    }

    public void Dispose()
    {
        _chunk.Dispose();
        _nextChunk.Dispose();
        _hash.Dispose();
    }

    private (ProvingKey? Key, ProvingKeyException? Refusal) Accept(
        ProvingKeyContents contents, string sha256, ProvingKeyReadOptions options)
    {
        try
        {
            if (options.ExpectedSha256 is { } expected && !expected.Equals(sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new ProvingKeyException(
                    ProvingKeyRejection.WrongHash,
                    $"The key file has the SHA-256 {sha256}, expected was {expected}. Get the file from its publisher again.");
            }

            var key = new ProvingKey(contents, sha256);
            if (options.Validation == PointValidation.Full) ProvingKeyConsistency.Check(key, _parallelism);
            return (key, null);
        }
        catch (ProvingKeyException refusal)
        {
            return (null, refusal);
        }
    }

    private (ProvingKeyContents Contents, string Sha256) ReadContents()
    {
        var preface = ZkeyPreface.Read(_file, _hash);
        using var sections = new ZkeySections(_file, preface, _validation, _pool);
        ReadChunks([.. sections.Chunks(ChunkLength)]);
        return (sections.ToContents(), _hash.Finish());
    }

    private void ReadChunks(ZkeyChunk[] chunks)
    {
        for (var i = 0; i < chunks.Length; i++)
        {
            var chunk = chunks[i];
            if (chunk.IsFirst)
            {
                if (!_hash.Begin(chunk.SectionId)) continue;
                chunk.Section.Begin();
            }

            if (chunk.Length == 0) continue;
            if (i == 0 || chunks[i - 1].Length == 0) chunk.Read(_chunk.Span);
            ReadAhead(chunk, i + 1 < chunks.Length ? chunks[i + 1] : null);
            (_chunk, _nextChunk) = (_nextChunk, _chunk);
        }
    }

    /// <summary>Hashes and parses a chunk, and reads the next chunk.</summary>
    private void ReadAhead(ZkeyChunk chunk, ZkeyChunk? next)
    {
        const int Hash = 0, Ahead = 1, FirstPart = 2;
        var parts = chunk.Section.CanSplit ? PartsPerThread * _parallelism.Degree : 1;
        _parallelism.For(parts + FirstPart, 1, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                ReadOnlySpan<byte> bytes = _chunk.Span[..chunk.Length];
                if (i == Hash) _hash.Append(bytes);
                else if (i == Ahead) next?.Read(_nextChunk.Span);
                else chunk.Section.Parse(bytes, chunk.Offset, i - FirstPart, parts);
            }
        });
        chunk.Section.Take(chunk.Length);
    }
}
