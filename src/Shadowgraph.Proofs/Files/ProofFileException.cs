using System.Globalization;

namespace Shadowgraph.Proofs.Files;

/// <summary>
/// A file of the proof system (.r1cs, .wtns, .zkey or one of snarkjs's JSON files) is malformed, truncated, too large, or made for
/// another field. Nothing was read from it. The message never holds a value of a witness.
/// </summary>
public class ProofFileException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="fileKind">What was being read, as in ".r1cs file".</param>
    /// <param name="problem">What is wrong and what to do about it, as full sentences.</param>
    /// <param name="section">Number of the section in which it was found, if the file has sections.</param>
    /// <param name="offset">Bytes from the beginning of the file, if known.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public ProofFileException(string fileKind, string problem, int? section = null, long? offset = null, Exception? innerException = null)
        : base(Describe(fileKind, problem, section, offset), innerException)
    {
        FileKind = fileKind;
        Section = section;
        Offset = offset;
    }

    /// <summary>What was being read, as in ".r1cs file".</summary>
    public string FileKind { get; }

    /// <summary>Number of the section in which the problem was found; null if the file has none or the problem lies outside of them.</summary>
    public int? Section { get; }

    /// <summary>Where the problem was found, in bytes from the beginning of the file; null if it has no single place.</summary>
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
