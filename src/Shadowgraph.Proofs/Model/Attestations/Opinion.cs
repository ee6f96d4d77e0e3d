namespace Shadowgraph.Proofs;

/// <summary>What an attester thinks of a subject, in subjective logic: belief + disbelief + uncertainty = 1.</summary>
/// <remarks>
/// Plain numbers: <see cref="Attestation.Validate"/> checks them, and everything that counts with them does so first. The sum may miss 1
/// by 10⁻⁹; nothing is renormalised.
/// </remarks>
/// <param name="Belief">Evidence for, 0 to 1.</param>
/// <param name="Disbelief">Evidence against, 0 to 1.</param>
/// <param name="Uncertainty">What evidence is missing, 2⁻¹⁹ to 1. An opinion without uncertainty can't be fused.</param>
/// <param name="BaseRate">What to expect without evidence, 0 to 1.</param>
public readonly record struct Opinion(double Belief, double Disbelief, double Uncertainty, double BaseRate)
{
    /// <summary>The type only: what others attest is confidential, and a record would print it.</summary>
    public override string ToString() => nameof(Opinion);
}
