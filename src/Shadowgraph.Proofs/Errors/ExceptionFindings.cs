namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// Classifies exceptions by type, in a part per origin: this library, the platform, the network, files.
/// </summary>
internal static partial class ExceptionFindings
{
    /// <summary>
    /// Classifies a single exception; null if the type is not conclusive. Failed streams are excluded, since these often wrap a more specific
    /// exception: see <see cref="OfFile"/>.
    /// </summary>
    public static ErrorFinding? Find(Exception exception, ProofStage stage) =>
        OfLibrary(exception) ?? OfPlatform(exception, stage) ?? OfNetwork(exception);
}
