namespace Shadowgraph.Proofs;

/// <summary>An attester's opinion of a subject in subjective logic: belief + disbelief + uncertainty = 1.</summary>
/// <remarks>
/// Plain numbers, unchecked at construction: <see cref="Attestation.Validate"/> checks the ranges, and every computation validates first. The sum may
/// differ from 1 by up to 10⁻⁹; nothing is renormalised.
/// </remarks>
/// <param name="Belief">Evidence for, 0 to 1.</param>
/// <param name="Disbelief">Evidence against, 0 to 1.</param>
/// <param name="Uncertainty">Missing evidence, 2⁻¹⁹ to 1. An opinion without uncertainty can't be fused.</param>
/// <param name="BaseRate">The expected value without evidence, 0 to 1.</param>
public readonly record struct Opinion(double Belief, double Disbelief, double Uncertainty, double BaseRate)
{
    /// <summary>The type name only: attestations are confidential, and the default text of a record would print all fields.</summary>
    public override string ToString() => nameof(Opinion);
}
