namespace Shadowgraph.Proofs.Validation;

/// <summary>The findings of a validator.</summary>
/// <param name="Findings">Errors and warnings, in the order of the checks.</param>
public sealed record ProofValidation(IReadOnlyList<ProofFinding> Findings)
{
    /// <summary>No findings.</summary>
    public static ProofValidation Valid { get; } = new([]);

    /// <summary>Whether there is no error among the findings.</summary>
    public bool IsValid => Findings.All(finding => finding.Severity != ProofFindingSeverity.Error);

    /// <summary>"valid", or the findings.</summary>
    public override string ToString() =>
        Findings.Count == 0 ? "valid" : string.Join(" ", Findings);
}
