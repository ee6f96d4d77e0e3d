namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>A store whose changes can be held up and made to fail, before or after they are stored.</summary>
internal sealed class FailingStore(IRegistryStore inner) : IRegistryStore
{
    /// <summary>How many changes were asked for.</summary>
    public int Applied { get; private set; }

    /// <summary>Every change waits for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Thrown instead of storing the next change.</summary>
    public Exception? Before { get; set; }

    /// <summary>Thrown after storing the next change.</summary>
    public Exception? After { get; set; }

    public Task AcquireAsync(CancellationToken cancellationToken = default) => inner.AcquireAsync(cancellationToken);

    public Task<RegistryStoreSnapshot?> ReadAsync(long since, CancellationToken cancellationToken = default) => inner.ReadAsync(since, cancellationToken);

    public Task<RegistryStoreAttestations?> ReadAttestationsAsync(int index, CancellationToken cancellationToken = default) =>
        inner.ReadAttestationsAsync(index, cancellationToken);

    public async Task ApplyAsync(RegistryStoreChange change, CancellationToken cancellationToken = default)
    {
        Applied++;
        await Gate;
        if (Before is { } before)
        {
            Before = null;
            throw before;
        }

        await inner.ApplyAsync(change, cancellationToken);
        if (After is { } after)
        {
            After = null;
            throw after;
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
