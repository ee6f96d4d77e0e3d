using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// Development keys: made on first use, kept in a directory, made anew when damaged. If several processes need the same key, a single process
/// makes the key and the rest wait. A directory without write access costs only time: the key is then made in memory, with a warning.
/// </summary>
internal sealed class DevelopmentKeys(
    string? directory, IKeyFiles files, KeyLoader loader, Func<CircuitSize, CircuitForKeys> circuits, ILogger logger)
    : IKeySource
{
    // Poll interval while a concurrent process makes the same key, usually for some seconds.
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(50);

    public ProvingKey Load(CircuitSize size, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var circuit = circuits(size);
        logger.DevelopmentKeyInUse(size);
        if (directory is null)
        {
            logger.NoDirectory(size);
            return Make(size, circuit, progress, cancellationToken);
        }

        var file = new DevelopmentKeyFile(files, loader, directory, size, circuit);

        // Tried without the lock first, so that a read-only directory still serves its keys. Files are replaced atomically.
        if (file.TryRead(out _, cancellationToken) is { } existing) return Loaded(existing, file, progress);

        using var held = WaitForLock(file, cancellationToken);
        if (file.TryRead(out var problem, cancellationToken) is { } made) return Loaded(made, file, progress);
        if (problem is not null) logger.KeyDamaged(file.KeyPath, problem);

        var key = Make(size, circuit, progress, cancellationToken);
        if (held is not null) Save(key, file);
        return key;

        ProvingKey Loaded(ProvingKey key, DevelopmentKeyFile from, IProgress<double> listener)
        {
            listener.Report(1);
            logger.KeyLoaded(size, from.KeyPath);
            loader.Prepare(size, key, from.KeyPath, isPinned: true);
            return key;
        }
    }

    /// <summary>A missing directory is created on demand, and a directory that cannot be created costs only time.</summary>
    public void CheckDirectory()
    {
    }

    /// <summary>A damaged key is made anew.</summary>
    public void Check(CircuitSize size, CancellationToken cancellationToken)
    {
    }

    private ProvingKey Make(CircuitSize size, CircuitForKeys circuit, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var key = Groth16Setup.CreateDevelopmentKey(circuit.R1cs, progress: progress, cancellationToken: cancellationToken);
        logger.KeyMade(size, Stopwatch.GetElapsedTime(start).TotalSeconds);
        return key;
    }

    /// <returns>The lock, or null for a directory without write access.</returns>
    private IDisposable? WaitForLock(DevelopmentKeyFile file, CancellationToken cancellationToken)
    {
        try
        {
            files.CreatePrivateDirectory(directory!);
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (files.TryLock(file.LockPath) is { } held) return held;
                cancellationToken.WaitHandle.WaitOne(LockPoll);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.NotSaved(file.KeyPath, e.Message);
            return null;
        }
    }

    private void Save(ProvingKey key, DevelopmentKeyFile file)
    {
        try
        {
            file.Write(key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.NotSaved(file.KeyPath, e.Message);
        }
    }
}
