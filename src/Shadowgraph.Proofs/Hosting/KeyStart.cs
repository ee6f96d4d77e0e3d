using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>Handles proving keys at the start of the host: loads the keys, checks that the keys can be loaded, or does nothing.</summary>
/// <param name="services">The options and the services that need keys. With custom services in their place no keys are needed.</param>
internal sealed class KeyStart(PipelineServiceProvider services)
{
    /// <exception cref="ProvingKeysNotConfiguredException">The directory of keys is missing or has no keys.</exception>
    /// <exception cref="Groth16.ProvingKeyException">A key must not be used.</exception>
    /// <exception cref="ProofFileException">The file of a key is malformed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var prover = services.Get<IProver>() as ReputationProver;
        if (prover is null && services.Get<IProofValidator>() is not ProofValidator) return;
        try
        {
            await RunAsync(prover, cancellationToken).ConfigureAwait(false);
        }
        catch (ProvingKeysNotConfiguredException e) when (prover is null)
        {
            throw NeededByTheValidator(e);
        }
    }

    /// <summary>Explains to a host with a custom prover why keys are still needed.</summary>
    public static ProvingKeysNotConfiguredException NeededByTheValidator(ProvingKeysNotConfiguredException missing) => new(
        "The prover is the host's own and needs no keys, but the default IProofValidator checks its proofs with them. Register an IProofValidator "
        + $"that suits the prover too, or give the keys. {missing.Message}");

    private async Task RunAsync(ReputationProver? prover, CancellationToken cancellationToken)
    {
        var options = services.Options.Keys;
        var keys = services.Get<AuditedKeyStore>();
        if (!options.LoadAtStart)
        {
            if (options.CheckAtStart) await keys.CheckAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var sizes = await LoadAsync(keys, cancellationToken).ConfigureAwait(false);
        if (prover is not null) await prover.WarmUpAsync(sizes, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>The circuits with keys: at least one circuit, ascending.</returns>
    private static async Task<IReadOnlyList<CircuitSize>> LoadAsync(AuditedKeyStore keys, CancellationToken cancellationToken)
    {
        keys.CheckDirectory();
        var sizes = new List<CircuitSize>();
        ProvingKeyNotFoundException? missing = null;
        foreach (var size in Enum.GetValues<CircuitSize>())
        {
            try
            {
                await keys.GetAsync(size, progress: null, cancellationToken).ConfigureAwait(false);
                sizes.Add(size);
            }
            catch (ProvingKeyNotFoundException e)
            {
                missing ??= e;
            }
        }

        return sizes.Count > 0 ? sizes : throw missing!;
    }
}
