using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Dispatch.Isolation;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>The services of a pipeline: registered under its key, or without a key for the default pipeline.</summary>
internal readonly struct PipelineServiceProvider(IServiceProvider services, string? key)
{
    /// <summary>The pipeline's key; null for the default pipeline.</summary>
    public string? Key => key;

    /// <summary>The services shared by all pipelines of a host, such as logging.</summary>
    public IServiceProvider Shared => services;

    public ProofPipelineOptions Options => Get<OptionsSnapshot>().Value;

    public TimeProvider Time => services.GetRequiredService<TimeProvider>();

    public T Get<T>()
        where T : class =>
        key is null ? services.GetRequiredService<T>() : services.GetRequiredKeyedService<T>(key);

    public IEnumerable<T> GetAll<T>()
        where T : class =>
        key is null ? services.GetServices<T>() : services.GetKeyedServices<T>(key);

    /// <summary>The logger of a category; a null logger for a host without logging.</summary>
    public ILogger<T> LoggerOf<T>() => services.GetService<ILoggerFactory>()?.CreateLogger<T>() ?? NullLogger<T>.Instance;

    public FailSafeLogger GuardedLoggerOf<T>() => new(LoggerOf<T>());

    public AuditRecorder AuditOf<T>() => new(Get<IAuditTrail>(), GuardedLoggerOf<T>());
}
