using System.Security;
using System.Security.Cryptography;
using static Shadowgraph.Proofs.ProofErrorType;

namespace Shadowgraph.Proofs.Errors;

internal static partial class ExceptionFindings
{
    /// <summary>Classifies exceptions of the platform: memory, cancellation, time, access, arithmetic. Null for all further exceptions.</summary>
    public static ErrorFinding? OfPlatform(Exception exception, ProofStage stage) => exception switch
    {
        OutOfMemoryException => new(ProofErrorType.OutOfMemory),
        // HttpClient reports its own timeout in this form.
        OperationCanceledException { InnerException: TimeoutException } or TimeoutException => new(ProofGenerationTimeout),
        OperationCanceledException => new(ProofGenerationCancelled),
        UnauthorizedAccessException or SecurityException => new(AccessDenied),
        CryptographicException or ArithmeticException when stage == ProofStage.Proving => new(ProofGenerationFailed),
        _ => null,
    };
}
