namespace Shadowgraph.Proofs;

/// <summary>The remedies for failed checks.</summary>
internal static class CheckAdvice
{
    public static string For(ReputationCheck check) => check switch
    {
        ReputationCheck.LinkCount => "Prove with a larger circuit, in fewer links.",
        ReputationCheck.VerificationKey => "Prove with the proving key of the pinned ceremony.",
        ReputationCheck.DevelopmentKey => "Use a key from a ceremony.",
        ReputationCheck.Chain or ReputationCheck.InnerSignals or ReputationCheck.OneAsOf or ReputationCheck.Proof =>
            "Discard the proof: it is damaged or forged.",
        ReputationCheck.Mode => "Prove in the mode that is expected.",
        ReputationCheck.RegistryRoot => "Get a new opening from the registry's publisher, and prove again.",
        ReputationCheck.Scope => "Prove for the chain, contract, registry and campaign that are expected.",
        ReputationCheck.Recipient => "Prove for the recipient that is expected.",
        ReputationCheck.Subject => "Prove from the opening of the subject that is expected.",
        ReputationCheck.Bounds => "Prove a statement within the expected bounds, if the score allows.",
        ReputationCheck.AsOfInFuture => "Check the clocks, and wait until the time has come.",
        ReputationCheck.AsOfTooOld => "Prove again, with a later asOf.",
        ReputationCheck.AsOf => "Prove again, with the asOf announced by the verifier.",
        _ => "",
    };
}
