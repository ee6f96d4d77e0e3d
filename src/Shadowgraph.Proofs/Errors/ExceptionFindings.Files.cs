using static Shadowgraph.Proofs.ProofErrorType;

namespace Shadowgraph.Proofs.Errors;

internal static partial class ExceptionFindings
{
    /// <summary>Classifies exceptions of input and output. Null for all further exceptions.</summary>
    public static ErrorFinding? OfFile(Exception exception, ProofStage stage) => exception switch
    {
        IOException when IsExhausted(exception.HResult) => new(ResourceExhausted),
        // Without an error code, the message may still indicate a lack of space.
        IOException when MessagePatterns.Find(exception) is { Type: ProofErrorType.OutOfMemory or ResourceExhausted } said => said,
        IOException => new(stage switch
        {
            ProofStage.LoadingKey => CircuitLoadFailed,
            ProofStage.Witness => WitnessPreparationFailed,
            _ => ProofGenerationFailed,
        }),
        _ => null,
    };

    // The error codes of Windows, and those of Linux and macOS, which .NET passes on unchanged.
    private static bool IsExhausted(int code) => unchecked((uint)code) switch
    {
        0x8007_0070 or 0x8007_0027 => true, // disk full
        0x8007_0004 => true, // too many open files
        0x8007_050F => true, // disk quota
        0x8007_05AA or 0x8007_05AF => true, // system resources, commitment limit
        28 => true, // ENOSPC
        23 or 24 => true, // ENFILE, EMFILE
        122 or 69 => true, // EDQUOT
        12 => true, // ENOMEM
        _ => false,
    };
}
