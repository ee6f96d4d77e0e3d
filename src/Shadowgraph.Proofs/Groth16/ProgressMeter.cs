namespace Shadowgraph.Proofs.Groth16;

/// <summary>Turns finished work, from any thread, into fractions between 0 and 1 that never fall and are reported one at a time.</summary>
/// <param name="progress">Whoever is told, or null.</param>
/// <param name="total">The work that makes 1, in any unit; it is an estimate, so more work than that still reads as 1.</param>
/// <param name="cancellation">Nothing is reported once it was cancelled, although threads may still finish what they are at.</param>
internal sealed class ProgressMeter(IProgress<double>? progress, double total, CancellationToken cancellation = default)
{
    // A callback per finished range would cost more than it tells.
    private const double Step = 0.005;

    private readonly Lock _lock = new();
    private double _done;
    private double _reported = double.NegativeInfinity;

    /// <summary>Counts work as finished.</summary>
    public void Add(double work)
    {
        if (progress is null) return;
        lock (_lock)
        {
            _done += work;
            Report(Math.Min(1, _done / total));
        }
    }

    /// <summary>Reports 0, so that a listener sees the work begin.</summary>
    public void Start() => Add(0);

    /// <summary>Reports 1, whatever the estimate said.</summary>
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
