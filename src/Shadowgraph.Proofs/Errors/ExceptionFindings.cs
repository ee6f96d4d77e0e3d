namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// What exceptions mean by their type, each part for those of one origin: this library, the platform, the network, files.
/// </summary>
internal static partial class ExceptionFindings
{
    /// <summary>
    /// What an exception says by itself; null if it says nothing. Failed streams are not among them, as they often wrap what says more: see
    /// <see cref="OfFile"/>.
    /// </summary>
    public static ErrorFinding? Find(Exception exception, ProofStage stage) =>
        OfLibrary(exception) ?? OfPlatform(exception, stage) ?? OfNetwork(exception);
}
