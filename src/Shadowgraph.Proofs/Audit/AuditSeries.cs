namespace Shadowgraph.Proofs.Audit;

/// <summary>What is numbered, chained and kept apart, so that neither ever takes room from the other.</summary>
internal enum AuditSeries
{
    /// <summary>What happens to requests that were let in, to keys and to settings.</summary>
    Main,

    /// <summary>Requests that were not let in.</summary>
    Refusals,
}
