namespace Shadowgraph.Proofs.Prediction;

/// <summary>Predicts the durations of proofs, and learns from finished proofs. Implementations are thread-safe and do not block.</summary>
/// <remarks>An exception or an impossible answer counts as "unknown"; the first such fault is logged.</remarks>
public interface IProofPredictor
{
    /// <summary>Predicts the remaining time of an attempt, without the loading of its key.</summary>
    /// <param name="work">The work of the proof.</param>
    /// <param name="elapsed">Time since the start of the attempt; zero before the start.</param>
    /// <param name="fraction">The completed share of the attempt, 0 to 1; 0 before the start.</param>
    /// <returns>Null if unknown.</returns>
    DurationPrediction? Predict(in ProofWork work, TimeSpan elapsed, double fraction);

    /// <summary>Learns from a finished proof.</summary>
    /// <param name="work">The work of the proof.</param>
    /// <param name="duration">The duration, without the loading of the key. May have any value, since clocks may jump.</param>
    void Learn(in ProofWork work, TimeSpan duration);
}
