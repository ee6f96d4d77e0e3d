namespace Shadowgraph.Proofs;

/// <summary>
/// The subject's score is outside the bounds of the statement. A retry cannot help; different bounds or newer evidence can.
/// </summary>
/// <remarks>The message names the bounds and never the score, which is confidential.</remarks>
public sealed class StatementNotSatisfiedException : ProofException
{
    /// <summary>Creates the exception for a score outside <paramref name="bounds"/>.</summary>
    public StatementNotSatisfiedException(ScoreBounds bounds)
        : base($"The score is outside the bounds {bounds} (millionths), so there is nothing true to prove. "
            + "Ask for other bounds, or publish newer evidence.") =>
        Bounds = bounds;

    /// <summary>The bounds of the statement.</summary>
    public ScoreBounds Bounds { get; }
}
