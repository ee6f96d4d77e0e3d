namespace Shadowgraph.Proofs.Prediction;

/// <summary>
/// Four regressions of a proof's duration, which differ in the assumed drift of the machine's speed, averaged by their likelihood on the latest runs,
/// so that the drift is learned, too.
/// </summary>
/// <remarks>
/// Each regression's log-likelihood is an exponentially weighted sum over about the last twenty runs. Mean and variance are those of the mixture of
/// the regressions' normal distributions (Bishop, "Pattern Recognition and Machine Learning" (2006), section 14.1). Cost: about 800 multiplications
/// per run.
/// </remarks>
internal sealed class DurationModel
{
    private const int MostCounted = 50;
    private const double Remembering = 0.95;

    private static readonly double[] SpeedDrifts = [0.01, 0.03, 0.1, 0.3];

    private readonly DurationRegression[] _regressions = [.. SpeedDrifts.Select(drift => new DurationRegression(drift))];
    private readonly double[] _likelihoods = new double[SpeedDrifts.Length];
    private readonly ResidualWindow _residuals = new();
    private bool _isKnown;

    /// <summary>The number of learned runs, limited to 50, since the regressions forget older runs.</summary>
    public int Count { get; private set; }

    /// <summary>Initialises the speed with a measured rate, unless a run was learned before.</summary>
    /// <param name="secondsPerUnit">Seconds per unit of work on a single thread.</param>
    public void Calibrate(double secondsPerUnit)
    {
        if (_isKnown) return;
        foreach (var regression in _regressions) regression.Calibrate(secondsPerUnit);
        _isKnown = true;
    }

    /// <summary>Predicts the logarithm of a duration in seconds.</summary>
    /// <returns>Mean and standard deviation; null without calibration and learned runs.</returns>
    public (double Mean, double Spread)? Predict(in ProofWork work)
    {
        if (!_isKnown) return null;
        Span<double> x = stackalloc double[DurationRegression.Length];
        DurationRegression.Describe(work, x);
        var (mean, variance) = Mixture(x);
        return (mean, Math.Sqrt(variance) * _residuals.Spread);
    }

    /// <param name="work">The work of the run.</param>
    /// <param name="logDuration">The logarithm of the duration in seconds; finite.</param>
    public void Learn(in ProofWork work, double logDuration)
    {
        Span<double> x = stackalloc double[DurationRegression.Length];
        DurationRegression.Describe(work, x);
        if (!_isKnown)
        {
            foreach (var regression in _regressions) regression.Begin(x, logDuration);
            _isKnown = true;
            Count = 1;
            return;
        }

        var (mean, variance) = Mixture(x);
        const double Most = 2 * DurationRegression.MostSpreads;
        _residuals.Add(Math.Clamp((logDuration - mean) / Math.Sqrt(variance), -Most, Most));
        for (var i = 0; i < _regressions.Length; i++)
            _likelihoods[i] = (Remembering * _likelihoods[i]) + _regressions[i].Learn(x, logDuration, Count);
        Count = Math.Min(Count + 1, MostCounted);
    }

    private (double Mean, double Variance) Mixture(ReadOnlySpan<double> x)
    {
        Span<double> means = stackalloc double[_regressions.Length];
        Span<double> variances = stackalloc double[_regressions.Length];
        Span<double> weights = stackalloc double[_regressions.Length];
        var best = _likelihoods.Max();
        var (sum, mean) = (0.0, 0.0);
        for (var i = 0; i < _regressions.Length; i++)
        {
            (means[i], variances[i]) = _regressions[i].Predict(x);
            weights[i] = Math.Exp(_likelihoods[i] - best);
            sum += weights[i];
            mean += weights[i] * means[i];
        }

        mean /= sum;
        var variance = 0.0;
        for (var i = 0; i < _regressions.Length; i++)
            variance += weights[i] / sum * (variances[i] + ((means[i] - mean) * (means[i] - mean)));
        return (mean, variance);
    }
}
