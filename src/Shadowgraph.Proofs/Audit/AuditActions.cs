namespace Shadowgraph.Proofs.Audit;

/// <summary>Names and outcomes of actions. Names are formatted once, since Enum.ToString formats anew on each call.</summary>
internal static class AuditActions
{
    private static readonly string[] Names = Enum.GetNames<AuditAction>();
    private static readonly string[] Errors = Enum.GetNames<ProofErrorType>();
    private static readonly string[] Outcomes = Enum.GetNames<AuditOutcome>();

    public static string NameOf(AuditAction action) => Names[(int)action];

    public static string NameOf(ProofErrorType error) => Errors[(int)error];

    public static string NameOf(AuditOutcome outcome) => Outcomes[(int)outcome];

    public static AuditAction? Action(string? name) => Array.IndexOf(Names, name) is >= 0 and var i ? (AuditAction)i : null;

    public static ProofErrorType? Error(string? name) =>
        Array.IndexOf(Errors, name) is >= 0 and var i ? (ProofErrorType)i : null;

    public static AuditOutcome OutcomeOf(AuditAction action) => action switch
    {
        AuditAction.Completed or AuditAction.KeyLoaded or AuditAction.Configuration => AuditOutcome.Succeeded,
        AuditAction.Failed or AuditAction.EntriesLost => AuditOutcome.Failed,
        AuditAction.Cancelled => AuditOutcome.Cancelled,
        AuditAction.Refused or AuditAction.KeyRefused => AuditOutcome.Refused,
        _ => AuditOutcome.Ongoing,
    };
}
