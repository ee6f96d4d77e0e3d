using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>Loads key files, by their prepared files where possible, and makes missing prepared files in the background.</summary>
/// <param name="use">The use of prepared files.</param>
/// <param name="logger">Receives the reasons for which a prepared file isn't used or can't be made.</param>
internal sealed class KeyLoader(PreparedKeyUse use, ILogger logger)
{
    private readonly Lock _lock = new();
    private Task _preparations = Task.CompletedTask;

    /// <summary>Completes with the preparations begun so far. Never fails.</summary>
    public Task Preparations
    {
        get
        {
            lock (_lock) return _preparations;
        }
    }

    /// <summary>Loads a key.</summary>
    /// <param name="path">The .zkey file.</param>
    /// <param name="hash">The required SHA-256 of the file; null for any.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <inheritdoc cref="ProvingKey.Load(string, ProvingKeyReadOptions?, CancellationToken)"/>
    public ProvingKey Load(string path, string? hash, CancellationToken cancellationToken) => PreparedKeyFile.Load(
        path,
        new ProvingKeyReadOptions { ExpectedSha256 = hash, Prepared = use },
        problem => logger.PreparedFileNotUsed(path, problem),
        cancellationToken);

    /// <summary>Makes the prepared file of a key in the background, if the key was read from the .zkey file.</summary>
    /// <param name="size">The circuit, for messages.</param>
    /// <param name="key">The key.</param>
    /// <param name="path">The .zkey file.</param>
    /// <param name="isPinned">Whether the file's hash is required.</param>
    public void Prepare(CircuitSize size, ProvingKey key, string path, bool isPinned)
    {
        if (key.FileIdentity is null) return;

        // Not a thread with the caller's work meter: the request that loads a key isn't charged for later loads.
        var preparation = Task.Factory.StartNew(
            () => PreparedKeyFile.TryMake(key, path, isPinned, CancellationToken.None),
            CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default)
            .ContinueWith(
                made =>
                {
                    if (made.Exception is { } failure) logger.PreparedFileNotMade(path, failure.GetBaseException().Message);
                    else if (made.Result is { } problem) logger.PreparedFileNotMade(path, problem);
                    else logger.KeyPrepared(size, path);
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        lock (_lock) _preparations = Task.WhenAll(_preparations, preparation);
    }
}
