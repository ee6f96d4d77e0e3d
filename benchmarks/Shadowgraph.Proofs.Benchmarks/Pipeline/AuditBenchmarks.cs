using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Shadowgraph.Proofs.Audit;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>The caller's cost of an audit entry, and look-ups in a full audit trail.</summary>
[MemoryDiagnoser]
public class AuditBenchmarks
{
    private readonly AuditEvent _event = new()
    {
        Action = AuditAction.Completed,
        RequestId = Guid.NewGuid(),
        UserId = new("0x6813eb9362372eef6200f3b1dbc3f819671cba69"),
        Attempt = 1,
        Detail = "Small",
    };

    private AuditTrail _plain = null!;
    private AuditTrail _keyed = null!;

    /// <summary>Fills both trails.</summary>
    [GlobalSetup]
    public void CreateTrails()
    {
        _plain = Trail(new AuditOptions());
        _keyed = Trail(new AuditOptions { Key = new byte[32] });
        for (var i = 0; i < 1_000; i++) _plain.Record(_event);
    }

    /// <summary>Chained by SHA-256.</summary>
    [Benchmark]
    public void Record() => _plain.Record(_event);

    /// <summary>Chained by HMAC-SHA-256.</summary>
    [Benchmark]
    public void RecordKeyed() => _keyed.Record(_event);

    /// <summary>All 1 000 entries, checked.</summary>
    [Benchmark]
    public bool Verify() => _plain.Verify().IsIntact;

    /// <summary>All 1 000 entries, as JSON.</summary>
    [Benchmark]
    public Task Export() => _plain.ExportAsync(Stream.Null);

    private static AuditTrail Trail(AuditOptions options) => new(options, [], TimeProvider.System, NullLogger.Instance);
}
