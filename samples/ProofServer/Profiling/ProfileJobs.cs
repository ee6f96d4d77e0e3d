using ProofServer.Api;

namespace ProofServer.Profiling;

/// <summary>Profiles started over HTTP: one at a time; the latest is retained.</summary>
internal sealed class ProfileJobs(Profiler profiler, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly Lock _lock = new();
    private ProfileJob? _last;

    /// <exception cref="ApiException">A profile is running.</exception>
    public ProfileJob Start(ProfileOptions options)
    {
        lock (_lock)
        {
            if (_last is { IsRunning: true })
                throw new ApiException(StatusCodes.Status409Conflict, "ProfileRunning", "A profile is running. Cancel it, or wait for its end.");
            _last?.Dispose();
            return _last = new ProfileJob(profiler, options, lifetime.ApplicationStopping);
        }
    }

    public void Dispose()
    {
        lock (_lock) _last?.Dispose();
    }

    /// <exception cref="ApiException">The profile is unknown, or no longer retained.</exception>
    public ProfileJob Find(Guid id)
    {
        lock (_lock)
        {
            return _last?.Id == id ? _last : throw new ApiException(StatusCodes.Status404NotFound, "UnknownProfile", "There is no such profile (any more).");
        }
    }
}

/// <summary>A profile with its progress and result.</summary>
internal sealed class ProfileJob : IDisposable, IProgress<ProfileProgress>
{
    private readonly CancellationTokenSource _cancel;
    private readonly Task<ProfileResult> _run;
    private volatile ProfileProgress _progress = new(0, 1, "starting");

    public ProfileJob(Profiler profiler, ProfileOptions options, CancellationToken stopping)
    {
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var token = _cancel.Token;
        _run = Task.Run(() => profiler.RunAsync(options, this, token), CancellationToken.None);
    }

    public Guid Id { get; } = Guid.NewGuid();

    public bool IsRunning => !_run.IsCompleted;

    /// <summary>Null until the profile has completed.</summary>
    public ProfileResult? Result => _run.IsCompletedSuccessfully ? _run.Result : null;

    public ProfileAnswer Answer => new(
        Id,
        _run switch { { IsCompletedSuccessfully: true } => "Completed", { IsCanceled: true } => "Cancelled", { IsFaulted: true } => "Failed", _ => "Running" },
        _progress.Done, _progress.All, _progress.Doing, _run.Exception?.GetBaseException().Message, Result);

    public void Report(ProfileProgress value) => _progress = value;

    public void Cancel()
    {
        if (IsRunning) _cancel.Cancel();
    }

    /// <summary>Cancels the profile, unless ended.</summary>
    public void Dispose()
    {
        Cancel();
        _cancel.Dispose();
    }
}

internal sealed record ProfileAnswer(Guid Id, string State, int Done, int All, string Doing, string? Error, ProfileResult? Result);
