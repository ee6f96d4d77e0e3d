using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>What a start of the host does with proving keys: loads them, or checks that they can be loaded, or leaves them.</summary>
/// <param name="services">Has the options and the services that need keys. A host with others in their place needs no keys.</param>
internal sealed class KeyStart(PipelineServiceProvider services)
{
    /// <exception cref="ProvingKeysNotConfiguredException">The directory of keys is not there, or has none.</exception>
    /// <exception cref="Groth16.ProvingKeyException">A key must not be used.</exception>
    /// <exception cref="ProofFileException">A key's file is malformed.</exception>
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

    /// <summary>Says to a host with a prover of its own why there must be keys all the same.</summary>
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

    /// <returns>The circuits of which there are keys: at least one, ascending.</returns>
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
