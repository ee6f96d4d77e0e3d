using Microsoft.Win32.SafeHandles;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Zkey;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>A prepared key file of a .zkey file, open for reading.</summary>
internal sealed class PreparedFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly long[] _lengths;
    private readonly byte[] _zkeySha256;
    private PreparedBytes? _bytes;

    private PreparedFile(SafeFileHandle file, PreparedHeader header, bool isMappable)
    {
        _file = file;
        _lengths = header.Lengths;
        _zkeySha256 = header.ZkeySha256;
        IsMappable = isMappable;
    }

    /// <summary>SHA-256 of the .zkey file from which this file was made, in lower-case hexadecimal, as stated by this file.</summary>
    public string ZkeySha256 => Convert.ToHexStringLower(_zkeySha256);

    /// <summary>Whether nobody but this user and root can write to the file.</summary>
    public bool IsMappable { get; }

    /// <summary>Opens a file and reads the header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="zkey">The .zkey file to which the file must belong.</param>
    /// <param name="isPrivate">Whether file and folder must belong to this user alone.</param>
    /// <exception cref="PreparedFileException">The file is damaged, stale, of another version, or must not be used.</exception>
    /// <exception cref="IOException">There is no file, or the file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public static PreparedFile Open(string path, ZkeyIdentity zkey, bool isPrivate)
    {
        PreparedPlace.CheckPath(path);
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            var isMappable = PreparedPlace.Check(file, path, isPrivate);
            var page = new byte[PreparedFormat.PageLength];
            if (!FileBytes.TryRead(file, page, 0)) throw Faulty("the file is cut short");
            var header = PreparedHeader.Read(page);
            if (header.Zkey != zkey) throw Faulty("the .zkey file changed since");
            return new PreparedFile(file, header, isMappable);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Holds the sections against the .zkey file, and maps or copies the file. Precedes <see cref="Section"/>.</summary>
    /// <param name="zkey">The header of the .zkey file.</param>
    /// <param name="hasFoldedC">Whether the .zkey file has the points of <see cref="PreparedSection.FoldedC"/>.</param>
    /// <param name="coefficients">The number of coefficients in the .zkey file.</param>
    /// <param name="isMapped">Whether to map the file, instead of copying the sections.</param>
    /// <exception cref="PreparedFileException">The lengths are impossible.</exception>
    /// <exception cref="IOException">The file cannot be mapped.</exception>
    public void Begin(ZkeyHeader zkey, bool hasFoldedC, long coefficients, bool isMapped)
    {
        PreparedLengths.Check(_lengths, zkey, hasFoldedC, coefficients);
        var length = PreparedFormat.FileLength(_lengths);
        if (RandomAccess.GetLength(_file) != length) throw Faulty("the file is cut short");
        _bytes = isMapped ? PreparedBytes.Map(_file, length) : PreparedBytes.Copy(_file);
    }

    /// <summary>The content of a section; for a copied file read now. The content outlives this object.</summary>
    public unsafe BorrowedMemory<T> Section<T>(PreparedSection section)
        where T : unmanaged =>
        _bytes!.Slice<T>(PreparedFormat.OffsetOf(section, _lengths), checked((int)(_lengths[(int)section] / sizeof(T))));

    /// <summary>Closes the file: mapped and copied sections stay.</summary>
    public void Dispose() => _file.Dispose();

    private static PreparedFileException Faulty(string problem) => new(problem, isFaulty: true);
}
