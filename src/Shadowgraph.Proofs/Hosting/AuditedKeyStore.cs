using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>
/// Decorates a key store, and records in the audit trail the key in use for each circuit, and the reason why a key is refused; each only when
/// changed.
/// </summary>
internal sealed class AuditedKeyStore(IProvingKeyStore store, AuditRecorder audit) : IProvingKeyStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CircuitSize, object> _last = [];

    public Task<ProvingKey> GetAsync(CircuitSize size, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var getting = store.GetAsync(size, progress, cancellationToken);
        if (getting is not { IsCompletedSuccessfully: true, Result: { } key }) return getting is null ? getting! : WaitAsync(getting, size);
        NoteLoaded(size, key);
        return getting;
    }

    /// <summary>Checks that the configured directory has keys; a custom store is not checked.</summary>
    /// <exception cref="ProvingKeysNotConfiguredException">The directory has no keys.</exception>
    public void CheckDirectory() => (store as ProvingKeyStore)?.CheckDirectory();

    /// <summary>Checks that each existing key is usable, without keeping any key in memory; a custom store is not checked.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (store is not ProvingKeyStore own) return;
        own.CheckDirectory();
        foreach (var size in Enum.GetValues<CircuitSize>())
        {
            try
            {
                await own.CheckAsync(size, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                NoteRefused(size, ExceptionFindings.OfLibrary(e)?.Type ?? ProofErrorType.CircuitLoadFailed);
                throw;
            }
        }
    }

    private async Task<ProvingKey> WaitAsync(Task<ProvingKey> getting, CircuitSize size)
    {
        try
        {
            var key = await getting.ConfigureAwait(false);
            if (key is not null) NoteLoaded(size, key);
            return key!;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NoteRefused(size, ExceptionFindings.OfLibrary(e)?.Type ?? ProofErrorType.CircuitLoadFailed);
            throw;
        }
    }

    private void NoteLoaded(CircuitSize size, ProvingKey key)
    {
        if (!IsNews(size, key)) return;
        var kind = key.IsDevelopmentKey ? "development" : "ceremony";
        audit.Record(new AuditEvent
        {
            Action = AuditAction.KeyLoaded,
            Detail = $"{size}, {kind}, verification key {key.VerifyingKey.Hash}",
        });
    }

    private void NoteRefused(CircuitSize size, ProofErrorType error)
    {
        if (IsNews(size, error)) audit.Record(new AuditEvent { Action = AuditAction.KeyRefused, Error = error, Detail = $"{size}" });
    }

    private bool IsNews(CircuitSize size, object now)
    {
        lock (_lock)
        {
            if (_last.TryGetValue(size, out var last) && last.Equals(now)) return false;
            _last[size] = now;
            return true;
        }
    }
}
