using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// Proving keys from a ceremony's directory, or development keys made on first use. Each is loaded once per store, however many ask at
/// once; share one store.
/// </summary>
public sealed class ProvingKeyStore : IProvingKeyStore
{
    private readonly SingleFlight<ProvingKey>[] _flights;
    private readonly IKeySource _source;

    /// <summary>Makes a store.</summary>
    /// <param name="options">Where keys come from; read now, later changes have no effect.</param>
    /// <param name="logger">Told what an operator should know: keys kept in memory, damaged files, development keys in use.</param>
    /// <exception cref="ProvingKeysNotConfiguredException">The options name no source; the message says which there are.</exception>
    /// <exception cref="ProvingKeyException">
    /// Development keys were asked for in the Production environment, without being allowed there.
    /// </exception>
    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    public ProvingKeyStore(ProvingKeyStoreOptions options, ILogger<ProvingKeyStore>? logger = null)
        : this(options, logger ?? NullLogger<ProvingKeyStore>.Instance, new KeyFiles(), CircuitForKeys.Of)
    {
    }

    internal ProvingKeyStore(ProvingKeyStoreOptions options, ILogger logger, IKeyFiles files, Func<CircuitSize, CircuitForKeys> circuits)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _source = options.Source == KeySource.Ceremony
            ? new CeremonyKeys(options, files, circuits, logger)
            : new DevelopmentKeys(options.Directory ?? DataFolder.ForKeys(), files, circuits, logger);
        _flights =
        [
            .. Enum.GetValues<CircuitSize>().Select(
                size => new SingleFlight<ProvingKey>((progress, token) => _source.Load(size, progress, token))),
        ];
    }

    /// <summary>Whether there are keys where the options say.</summary>
    /// <exception cref="ProvingKeysNotConfiguredException">There are none.</exception>
    internal void CheckDirectory() => _source.CheckDirectory();

    /// <summary>Finds out whether the key of a circuit can be used, if there is one, and does not keep it. None is made.</summary>
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
