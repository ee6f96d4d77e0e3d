namespace Shadowgraph.Proofs.Threading;

/// <summary>The threads and the cancellation of a computation. Copies share the threads.</summary>
internal readonly struct Parallelism
{
    private readonly ThreadTeam? _crew;

    /// <param name="degree">The most threads, including the caller's; values below 1 count as 1.</param>
    /// <param name="cancellation">Observed before every range of work.</param>
    public Parallelism(int degree, CancellationToken cancellation)
    {
        _crew = degree > 1 ? new ThreadTeam(new FixedThreadBudget(degree)) : null;
        Cancellation = cancellation;
    }

    /// <param name="crew">The threads.</param>
    /// <param name="cancellation">Observed before every range of work.</param>
    public Parallelism(ThreadTeam crew, CancellationToken cancellation)
    {
        _crew = crew;
        Cancellation = cancellation;
    }

    /// <summary>The caller's thread only, without cancellation.</summary>
    public static Parallelism Sequential => default;

    /// <summary>Resolves a limit of threads, with the convention of all options.</summary>
    /// <param name="limit">The most threads; 0 for one thread per processor.</param>
    public static int DegreeOf(int limit) => limit > 0 ? limit : Environment.ProcessorCount;

    /// <summary>The number of threads to plan for; at least 1. May change during the computation.</summary>
    public int Degree => _crew?.Degree ?? 1;

    public CancellationToken Cancellation { get; }

    /// <summary>Runs <paramref name="body"/> over contiguous ranges that cover 0 to <paramref name="count"/>, handed out one by one.</summary>
    /// <param name="count">Items in total.</param>
    /// <param name="grain">Items in a range; the last range may hold fewer.</param>
    /// <param name="body">Receives the first item of a range and the exclusive end.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; some ranges may have run.</exception>
    public void For(int count, int grain, Action<int, int> body)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (count <= 0) return;
        ArgumentOutOfRangeException.ThrowIfLessThan(grain, 1);
        var job = new RangeJob(count, grain, body, Cancellation);
        if (_crew is not null && job.Ranges > 1)
        {
            _crew.Run(job);
            return;
        }

        job.Work();
        job.ThrowIfFailed();
    }

    /// <summary>Runs the actions, in parallel where the degree allows.</summary>
    public void Invoke(params Action[] actions) =>
        For(actions.Length, 1, (from, to) =>
        {
            for (var i = from; i < to; i++) actions[i]();
        });
}
