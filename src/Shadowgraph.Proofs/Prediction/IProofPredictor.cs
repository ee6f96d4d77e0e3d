namespace Shadowgraph.Proofs.Prediction;

/// <summary>Says how long proofs will take, and learns from those that were made. Implementations are thread-safe and return at once.</summary>
/// <remarks>One that throws or answers what can't be is taken to know nothing; that it does is logged once.</remarks>
public interface IProofPredictor
{
    /// <summary>How much longer an attempt will take, the loading of its key left out.</summary>
    /// <param name="work">What is to be proved.</param>
    /// <param name="elapsed">Time since it began; zero before.</param>
    /// <param name="fraction">Share of it that is done, 0 to 1; 0 before it began.</param>
    /// <returns>Null if nothing is known.</returns>
    DurationPrediction? Predict(in ProofWork work, TimeSpan elapsed, double fraction);

    /// <summary>Takes note of a proof that was made.</summary>
    /// <param name="work">What was proved.</param>
    /// <param name="duration">How long it took, the loading of its key left out. Anything: clocks may jump.</param>
    void Learn(in ProofWork work, TimeSpan duration);
}
