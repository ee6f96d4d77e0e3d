using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// Proving keys from a ceremony's directory, or development keys made on first use. Each key is loaded once per store, also for concurrent
/// calls; share a single store.
/// </summary>
public sealed class ProvingKeyStore : IProvingKeyStore
{
    private readonly SingleFlight<ProvingKey>[] _flights;
    private readonly IKeySource _source;
    private readonly KeyLoader _loader;

    /// <summary>Makes a store.</summary>
    /// <param name="options">The source of keys; read by the constructor, later changes have no effect.</param>
    /// <param name="logger">Receives messages for operators: keys kept in memory, damaged files, development keys in use.</param>
    /// <exception cref="ProvingKeysNotConfiguredException">The options name no source; the message lists the sources.</exception>
    /// <exception cref="ProvingKeyException">
    /// Development keys are configured in the Production environment, without permission.
    /// </exception>
    /// <exception cref="ArgumentException">An option is invalid; the message names the option.</exception>
    public ProvingKeyStore(ProvingKeyStoreOptions options, ILogger<ProvingKeyStore>? logger = null)
        : this(options, logger ?? NullLogger<ProvingKeyStore>.Instance, new KeyFiles(), CircuitForKeys.Of)
    {
    }

    internal ProvingKeyStore(ProvingKeyStoreOptions options, ILogger logger, IKeyFiles files, Func<CircuitSize, CircuitForKeys> circuits)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _loader = new KeyLoader(options.Prepared, logger);
        _source = options.Source == KeySource.Ceremony
            ? new CeremonyKeys(options, files, _loader, circuits, logger)
            : new DevelopmentKeys(options.Directory ?? DataFolder.ForKeys(), files, _loader, circuits, logger);
        _flights =
        [
            .. Enum.GetValues<CircuitSize>().Select(
                size => new SingleFlight<ProvingKey>((progress, token) => _source.Load(size, progress, token))),
        ];
    }

    /// <summary>Completes with the prepared files that are being made. Never fails.</summary>
    internal Task Preparations => _loader.Preparations;

    /// <summary>Checks that the configured directory holds keys.</summary>
    /// <exception cref="ProvingKeysNotConfiguredException">There are no keys.</exception>
    internal void CheckDirectory() => _source.CheckDirectory();

    /// <summary>Checks that the key of a circuit, if present, is usable. Neither makes nor retains a key.</summary>
    internal Task CheckAsync(CircuitSize size, CancellationToken cancellationToken) => DedicatedThread.Run(
        () =>
        {
            _source.Check(size, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    public Task<ProvingKey> GetAsync(CircuitSize size, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(size)) throw new ArgumentOutOfRangeException(nameof(size), size, "Expected Small, Medium or Large.");
        return _flights[(int)size].RunAsync(progress, cancellationToken);
    }
}
