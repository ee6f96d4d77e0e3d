namespace Shadowgraph.Proofs.Validation;

/// <summary>Collects what a validator finds.</summary>
internal sealed class FindingList
{
    private List<ProofFinding>? _findings;

    /// <summary>An error, unless it holds.</summary>
    public void Check(ProofCheck check, bool holds, string message)
    {
        if (!holds) Add(new ProofFinding(ProofFindingSeverity.Error, check, message));
    }

    public void Warn(ProofCheck check, string message) => Add(new ProofFinding(ProofFindingSeverity.Warning, check, message));

    public ProofValidation ToValidation() => _findings is null ? ProofValidation.Valid : new ProofValidation(_findings);

    private void Add(ProofFinding finding) => (_findings ??= []).Add(finding);
}
