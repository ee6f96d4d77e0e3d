using Shadowgraph.Proofs.Audit;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>An audit trail that records nothing, as the baseline for measurements of real trails.</summary>
internal sealed class NoTrail : IAuditTrail
{
    public AuditAnchor Anchor => default;

    public AuditAnchor Head => default;

    public AuditAnchor RefusalHead => default;

    public long LostCount => 0;

    public void Record(in AuditEvent happened)
    {
    }

    public IReadOnlyList<AuditEntry> Recent(int count = int.MaxValue) => [];

    public IReadOnlyList<AuditEntry> RecentRefusals(int count = int.MaxValue) => [];

    public IReadOnlyList<AuditEntry> GetByRequest(Guid requestId) => [];

    public IReadOnlyList<AuditEntry> GetByUser(ProofUserId userId) => [];

    public AuditVerification Verify() => new();

    public Task ExportAsync(Stream stream, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task FlushAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
