using System.Buffers;
using System.Text;
using static Shadowgraph.Proofs.ProofErrorType;

namespace Shadowgraph.Proofs.Errors;

/// <summary>Creates the messages of errors.</summary>
internal static class ErrorText
{
    private const int Longest = 2000;

    /// <summary>
    /// The message for a foreign exception: its type, never its message, which may hold secrets.
    /// </summary>
    public static string Of(ErrorFinding finding, Exception source, ProofStage stage)
    {
        var detail = finding.Detail is null ? "" : $", {finding.Detail}";
        return $"{Event(finding.Type)} ({Clean(source.GetType().ToString())}{detail}, stage {stage}). "
            + ProofErrorTypes.Describe(finding.Type).Advice;
    }

    /// <summary>
    /// Text on a single line, of bounded length: control characters, line separators and all further characters that could forge or hide a line
    /// become spaces.
    /// </summary>
    /// <param name="text">The text, of any length.</param>
    /// <param name="longest">The maximum length of the result, in UTF-16 code units.</param>
    public static string Clean(string text, int longest = Longest)
    {
        var isCut = text.Length > longest;
        var kept = text.AsSpan(0, isCut ? longest - 1 : text.Length);
        if (!isCut && !kept.ContainsAnyExceptInRange(' ', '~')) return text;
        var clean = new StringBuilder(longest);
        while (!kept.IsEmpty)
        {
            var isWhole = Rune.DecodeFromUtf16(kept, out var rune, out var length) == OperationStatus.Done;
            if (isWhole && !ProofUserId.CouldForgeALine(rune)) clean.Append(kept[..length]);
            else clean.Append(' ', length);
            kept = kept[length..];
        }

        return isCut ? clean.Append('…').ToString() : clean.ToString();
    }

    private static string Event(ProofErrorType type) => type switch
    {
        CircuitLoadFailed => "A circuit or its key could not be read",
        CircuitCompilationFailed => "A circuit could not be compiled",
        InvalidCircuitParameters => "The request fits no circuit",
        ProvingKeyRejected => "A proving key can't be used",
        InvalidWitnessData => "The witness can't be used",
        WitnessPreparationFailed => "The witness could not be prepared",
        ProofGenerationFailed => "The proof could not be computed",
        ProofGenerationTimeout => "The time limit was exceeded",
        ProofGenerationCancelled => "The work was cancelled",
        ProofTampered => "A proof could not be read",
        ProofErrorType.OutOfMemory => "Memory ran out",
        ResourceExhausted => "Memory, disk space or file handles ran out",
        NetworkError => "The network failed",
        ApiError => "A remote service refused",
        AccessDenied => "The process was denied access",
        _ => "An unexpected error occurred",
    };
}
