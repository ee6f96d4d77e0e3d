namespace Shadowgraph.Proofs.Validation;

/// <summary>Collects the findings of a validator.</summary>
internal sealed class FindingList
{
    private List<ProofFinding>? _findings;

    /// <summary>Adds an error unless the condition holds.</summary>
    public void Check(ProofCheck check, bool holds, string message, string advice)
    {
        if (!holds) Add(new ProofFinding(ProofFindingSeverity.Error, check, message) { Advice = advice });
    }

    public void Warn(ProofCheck check, string message, string advice) =>
        Add(new ProofFinding(ProofFindingSeverity.Warning, check, message) { Advice = advice });

    /// <summary>Adds the failures of a verification.</summary>
    public void Add(ReputationVerification verification)
    {
        foreach (var failure in verification.Failures)
        {
            Add(new ProofFinding(ProofFindingSeverity.Error, CheckOf(failure.Check), failure.Message)
            {
                Advice = failure.Advice,
                Link = failure.Link,
            });
        }
    }

    public ProofValidation ToValidation() => _findings is null ? ProofValidation.Valid : new ProofValidation(_findings);

    private static ProofCheck CheckOf(ReputationCheck check) => check switch
    {
        ReputationCheck.VerificationKey or ReputationCheck.DevelopmentKey => ProofCheck.Key,
        ReputationCheck.LinkCount or ReputationCheck.Chain or ReputationCheck.InnerSignals or ReputationCheck.OneAsOf => ProofCheck.Links,
        ReputationCheck.Mode or ReputationCheck.Subject => ProofCheck.Subject,
        ReputationCheck.RegistryRoot => ProofCheck.Registry,
        ReputationCheck.Scope => ProofCheck.Scope,
        ReputationCheck.Recipient => ProofCheck.Recipient,
        ReputationCheck.Bounds => ProofCheck.Bounds,
        ReputationCheck.AsOfInFuture or ReputationCheck.AsOfTooOld or ReputationCheck.AsOf => ProofCheck.Age,
        _ => ProofCheck.Proof,
    };

    private void Add(ProofFinding finding) => (_findings ??= []).Add(finding);
}
