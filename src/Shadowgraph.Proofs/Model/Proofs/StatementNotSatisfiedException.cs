namespace Shadowgraph.Proofs;

/// <summary>
/// The subject's score is outside the bounds that were to be proved. Retrying cannot help; other bounds or newer evidence can.
/// </summary>
/// <remarks>The message names the bounds and never the score, which is the subject's own business.</remarks>
public sealed class StatementNotSatisfiedException : ProofException
{
    /// <summary>Says that the score is outside <paramref name="bounds"/>.</summary>
    public StatementNotSatisfiedException(ScoreBounds bounds)
        : base($"The score is outside the bounds {bounds} (millionths), so there is nothing true to prove. "
            + "Ask for other bounds, or publish newer evidence.") =>
        Bounds = bounds;

    /// <summary>The bounds that were asked for.</summary>
    public ScoreBounds Bounds { get; }
}
