using System.Security;
using System.Security.Cryptography;
using static Shadowgraph.Proofs.ProofErrorType;

namespace Shadowgraph.Proofs.Errors;

internal static partial class ExceptionFindings
{
    /// <summary>What the platform's exceptions mean: memory, cancellation, time, access, arithmetic. Null if it is none of them.</summary>
    public static ErrorFinding? OfPlatform(Exception exception, ProofStage stage) => exception switch
    {
        OutOfMemoryException => new(ProofErrorType.OutOfMemory),
        // How HttpClient says that its own time is up.
        OperationCanceledException { InnerException: TimeoutException } or TimeoutException => new(ProofGenerationTimeout),
        OperationCanceledException => new(ProofGenerationCancelled),
        UnauthorizedAccessException or SecurityException => new(AccessDenied),
        CryptographicException or ArithmeticException when stage == ProofStage.Proving => new(ProofGenerationFailed),
        _ => null,
    };
}
