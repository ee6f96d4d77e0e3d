using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Hosting;
using Shadowgraph.Proofs.Pipeline;

// The conventional namespace of extension methods that add services.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the audit trail to a host without a pipeline.</summary>
public static class ProofAuditServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IAuditTrail"/> over all registered <see cref="IAuditSink"/>, and <see cref="RefusalAudit"/> over the trail, as singletons: the
    /// same registration as by AddProofPipeline. For a host that refuses requests itself, such as a front before the processes that prove.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Beside a pipeline of the same host, in any order, there is one trail, and the options are those of
    /// <see cref="ProofPipelineOptions.Audit"/>: each call sets options after earlier calls. A trail registered by the host replaces the default.
    /// </para>
    /// <para>
    /// Invalid options fail the start of a host, or the first use without a host. The provider's disposal records the counted refusals, and gives the
    /// sinks <see cref="AuditOptions.SinkFlushTimeout"/> to take all entries.
    /// </para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddProofAudit(this IServiceCollection services, Action<AuditOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        new PipelineRegistration(services, key: null).AddAudit();
        services.AddOptions<ProofPipelineOptions>().ValidateOnStart();
        return configure is null ? services : services.Configure<ProofPipelineOptions>(options => configure(options.Audit));
    }
}
