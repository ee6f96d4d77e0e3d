using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The consensus of a subject's active attestations, for its owner to look at.</summary>
/// <param name="Belief">R/(T + C), rounded to a double.</param>
/// <param name="Disbelief">S/(T + C), rounded to a double.</param>
/// <param name="Uncertainty">C/(T + C), rounded to a double.</param>
/// <param name="BaseRate">The attestations' base rates, averaged by their evidence, rounded to a double.</param>
/// <param name="ScoreMillionths">belief + base rate · uncertainty in millionths, rounded down, exact, 0 to 1 000 000: what is proven.</param>
[JsonConverter(typeof(NoJsonConverter<FusedOpinion>))]
public readonly record struct FusedOpinion(double Belief, double Disbelief, double Uncertainty, double BaseRate, int ScoreMillionths)
{
    /// <summary>The type only: score and opinion are the owner's secret, and a record would print them.</summary>
    public override string ToString() => nameof(FusedOpinion);
}
