namespace Shadowgraph.Proofs.Audit;

/// <summary>Two series with separate numbers, chains and storage, so that neither displaces entries of the other.</summary>
internal enum AuditSeries
{
    /// <summary>Actions on accepted requests, keys and settings.</summary>
    Main,

    /// <summary>Refused requests.</summary>
    Refusals,
}
