namespace Shadowgraph.Proofs.Groth16;

/// <summary>Converts finished work of any thread into fractions between 0 and 1, never decreasing and reported one at a time.</summary>
/// <param name="progress">The receiver, or null.</param>
/// <param name="total">The estimated total of work, in any unit; work beyond the estimate still reads as 1.</param>
/// <param name="cancellation">Suppresses reports after cancellation, although threads may still finish their present ranges.</param>
internal sealed class ProgressMeter(IProgress<double>? progress, double total, CancellationToken cancellation = default)
{
    // A report for every finished range would cost more than its value.
    private const double Step = 0.005;

    private readonly Lock _lock = new();
    private double _done;
    private double _reported = double.NegativeInfinity;

    /// <summary>Adds finished work.</summary>
    public void Add(double work)
    {
        if (progress is null) return;
        lock (_lock)
        {
            _done += work;
            Report(Math.Min(1, _done / total));
        }
    }

    /// <summary>Counts the work from the beginning; the fractions reported so far are not repeated.</summary>
    public void Restart()
    {
        lock (_lock) _done = 0;
    }

    /// <summary>Reports 0, to signal the start.</summary>
    public void Start() => Add(0);

    /// <summary>Reports 1, regardless of the estimate.</summary>
    public void Complete()
    {
        if (progress is null) return;
        lock (_lock)
        {
            _done = total;
            Report(1);
        }
    }

    private void Report(double fraction)
    {
        if (cancellation.IsCancellationRequested) return;
        if (fraction < _reported + Step && !(fraction >= 1 && _reported < 1)) return;
        _reported = fraction;
        progress!.Report(fraction);
    }
}
