using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Prepared;
using Shadowgraph.Proofs.Groth16.Zkey;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The part of a .zkey file that a key with a prepared file uses: identity, verifying key and record of the ceremony.</summary>
internal sealed class ZkeyOutline : IDisposable
{
    // A million public signals. The prepared file of a circuit with more signals would save little time.
    private const int MaxIcLength = (1 << 20) * G1Format.Size;
    private const int ChunkLength = 1 << 20;

    private readonly BinarySectionReader _file;
    private readonly HashedSections _sections;
    private readonly SectionCursor _ic;

    private ZkeyOutline(FileStream file, Stream stream)
    {
        stream.Position = 0;
        _file = BinarySectionReader.Open(stream, ZkeyFormat.Container);
        _sections = new HashedSections(_file, ZkeyFormat.Container);
        try
        {
            var preface = ZkeyPreface.Read(_file, _sections);
            (Header, Ceremony, HasFoldedC) = preface;
            _ic = _sections.ReadEarly(ZkeyFormat.Ic, MaxIcLength);
            Identity = ZkeyIdentity.Of(file.SafeFileHandle, _file, _sections);
        }
        catch
        {
            _sections.Dispose();
            _file.Dispose();
            throw;
        }
    }

    public ZkeyHeader Header { get; }

    public CeremonyRecord Ceremony { get; }

    /// <inheritdoc cref="ZkeyPreface.HasFoldedC"/>
    public bool HasFoldedC { get; }

    public ZkeyIdentity Identity { get; }

    /// <summary>The number of coefficients in the file.</summary>
    public long CoefficientCount => (_file.LengthOf(ZkeyFormat.Coefficients) - sizeof(uint)) / ZkeyFormat.CoefficientLength;

    /// <summary>Reads the outline of a file.</summary>
    /// <param name="file">The file, with seeking.</param>
    /// <param name="stream">The same file, to be read from.</param>
    /// <returns>Null for a file that can't be a key, or has very many public signals: reading the whole file gives the reason.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ZkeyOutline? TryRead(FileStream file, Stream stream)
    {
        try
        {
            return new ZkeyOutline(file, stream);
        }
        catch (ProofFileException)
        {
            return null;
        }
    }

    /// <summary>The points of the verifying key for the constant and the public signals; neither checked against the curve equation. Once.</summary>
    /// <exception cref="ProofFileException">A coordinate is not below the modulus.</exception>
    public G1Affine[] ReadIc()
    {
        var points = new G1Affine[Header.PublicCount + 1];
        for (var i = 0; i < points.Length; i++)
        {
            if (!G1Format.TryRead(_ic.Take(G1Format.Size, "IC"), out points[i]))
                throw _ic.Bad("A coordinate is not below the modulus of BN254's base field.");
        }

        return points;
    }

    /// <summary>Reads the rest of the file. Once.</summary>
    /// <returns>SHA-256 of the file, in lower-case hexadecimal.</returns>
    /// <exception cref="ProofFileException">The file became shorter while it was read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public string ComputeSha256(CancellationToken cancellationToken)
    {
        using var buffer = ScratchPool.Shared.Rent<byte>(ChunkLength);
        foreach (var id in _file.Sections)
        {
            if (!_sections.Begin(id)) continue;
            using var section = _file.Section(id);
            while (section.Remaining > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var chunk = buffer.Span[..(int)Math.Min(ChunkLength, section.Remaining)];
                section.ReadExactly(chunk, "content");
                _sections.Append(chunk);
            }
        }

        return _sections.Finish();
    }

    public void Dispose()
    {
        _ic.Dispose();
        _sections.Dispose();
        _file.Dispose();
    }
}
