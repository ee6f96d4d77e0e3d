namespace Shadowgraph.Proofs.Proving;

/// <summary>
/// Combines the progress of the parts into overall progress: one call at a time, with a fraction that never decreases. An observer that throws
/// is not called again: a faulty observer must not cost the proof.
/// </summary>
internal sealed class ProgressTrack(IProgress<ProverProgress>? observer, int linkCount)
{
    // Shares of the whole, for a key that is in memory already.
    private const double KeyStarts = 0.01;
    private const double LinksStart = 0.10;
    private const double ChecksStart = 0.98;
    private const double WitnessShare = 0.15;

    private readonly Lock _lock = new();
    private double _reached;
    private bool _silent = observer is null;

    public void Planning() => Report(ProverStage.Planning, 0, 0);

    public IProgress<double> LoadingKey() => new Part(this, ProverStage.LoadingKey, 0, KeyStarts, LinksStart);

    /// <param name="link">From 0.</param>
    public IProgress<double> Witness(int link) => LinkPart(ProverStage.Witness, link, 0, WitnessShare);

    /// <param name="link">From 0.</param>
    public IProgress<double> Proving(int link) => LinkPart(ProverStage.Proving, link, WitnessShare, 1);

    public void Checking() => Report(ProverStage.Checking, linkCount, ChecksStart);

    public void Done() => Report(ProverStage.Checking, linkCount, 1);

    private Part LinkPart(ProverStage stage, int link, double from, double to)
    {
        const double links = ChecksStart - LinksStart;
        return new Part(
            this, stage, link + 1, LinksStart + links * (link + from) / linkCount, LinksStart + links * (link + to) / linkCount);
    }

    private void Report(ProverStage stage, int link, double fraction)
    {
        lock (_lock)
        {
            if (_silent || fraction < _reached) return;
            _reached = fraction;
            try
            {
                observer!.Report(new ProverProgress { Stage = stage, Link = link, LinkCount = linkCount, Fraction = fraction });
            }
#pragma warning disable CA1031 // Exceptions of the observer concern the observer only.
            catch (Exception)
#pragma warning restore CA1031
            {
                _silent = true;
            }
        }
    }

    private sealed class Part(ProgressTrack track, ProverStage stage, int link, double from, double to) : IProgress<double>
    {
        public void Report(double value) => track.Report(stage, link, from + (to - from) * Math.Clamp(value, 0, 1));
    }
}
