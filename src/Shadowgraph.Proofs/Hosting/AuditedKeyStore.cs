using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Hosting;

/// <summary>
/// Asks a key store, and has the audit trail record which key is in use for each circuit, and why one is not: each once, until that changes.
/// </summary>
internal sealed class AuditedKeyStore(IProvingKeyStore store, AuditDesk audit) : IProvingKeyStore
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

    /// <summary>Whether there are keys where the options say; a store of the host's own knows itself.</summary>
    /// <exception cref="ProvingKeysNotConfiguredException">There are none.</exception>
    public void CheckDirectory() => (store as ProvingKeyStore)?.CheckDirectory();

    /// <summary>Finds out whether each key that there is can be used, and keeps none; a store of the host's own is not asked.</summary>
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
                NoteRefused(size, OwnExceptions.Find(e)?.Type ?? ProofErrorType.CircuitLoadFailed);
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
            NoteRefused(size, OwnExceptions.Find(e)?.Type ?? ProofErrorType.CircuitLoadFailed);
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
