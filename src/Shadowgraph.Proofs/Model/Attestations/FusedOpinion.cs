using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The consensus of a subject's active attestations, for display to the subject.</summary>
/// <param name="Belief">R/(T + C), rounded to a double.</param>
/// <param name="Disbelief">S/(T + C), rounded to a double.</param>
/// <param name="Uncertainty">C/(T + C), rounded to a double.</param>
/// <param name="BaseRate">The attestations' base rates, averaged by their evidence, rounded to a double.</param>
/// <param name="ScoreMillionths">belief + base rate · uncertainty in millionths, rounded down, exact, 0 to 1 000 000: the score of the proof.</param>
[JsonConverter(typeof(NoJsonConverter<FusedOpinion>))]
public readonly record struct FusedOpinion(double Belief, double Disbelief, double Uncertainty, double BaseRate, int ScoreMillionths)
{
    /// <summary>The type name only: score and opinion are secrets of the subject, and the default text of a record would print both.</summary>
    public override string ToString() => nameof(FusedOpinion);
}
