using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Binding;

/// <summary>What the source-generated binder makes of a configuration.</summary>
public static class GeneratedBinding
{
    /// <summary>Binds by <c>services.Configure</c>.</summary>
    public static IServiceCollection Configure(IServiceCollection services, IConfiguration section) =>
        services.Configure<ProofPipelineOptions>(section);

    /// <summary>Binds new options.</summary>
    public static FileAuditSinkOptions FileAuditSink(IConfiguration section) => section.Get<FileAuditSinkOptions>()!;
}
