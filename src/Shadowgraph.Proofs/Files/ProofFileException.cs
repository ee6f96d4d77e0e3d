using System.Globalization;

namespace Shadowgraph.Proofs.Files;

/// <summary>
/// A file of the proof system (.r1cs, .wtns, .zkey or a JSON file of snarkjs) is malformed, truncated, too large, or made for another field. No data
/// was read from the file. The message never holds a value of a witness.
/// </summary>
public class ProofFileException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="fileKind">The kind of file, as in ".r1cs file".</param>
    /// <param name="problem">Problem and remedy, as full sentences.</param>
    /// <param name="section">The number of the affected section, if the file has sections.</param>
    /// <param name="offset">Bytes from the beginning of the file, if known.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ProofFileException(string fileKind, string problem, int? section = null, long? offset = null, Exception? innerException = null)
        : base(Describe(fileKind, problem, section, offset), innerException)
    {
        FileKind = fileKind;
        Section = section;
        Offset = offset;
    }

    /// <summary>The kind of file, as in ".r1cs file".</summary>
    public string FileKind { get; }

    /// <summary>The number of the affected section; null for a file without sections, and for a problem outside of sections.</summary>
    public int? Section { get; }

    /// <summary>The place of the problem, in bytes from the beginning of the file; null without a single place.</summary>
    public long? Offset { get; }

    private static string Describe(string fileKind, string problem, int? section, long? offset)
    {
        var place = (section, offset) switch
        {
            (null, null) => "",
            (null, _) => string.Create(CultureInfo.InvariantCulture, $" at byte {offset}"),
            (_, null) => string.Create(CultureInfo.InvariantCulture, $" in section {section}"),
            _ => string.Create(CultureInfo.InvariantCulture, $" in section {section}, at byte {offset}"),
        };
        return $"Bad {fileKind}{place}: {problem}";
    }
}
