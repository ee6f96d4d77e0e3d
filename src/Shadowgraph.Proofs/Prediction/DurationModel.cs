using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Prediction;

/// <summary>
/// Four regressions of a proof's duration, which differ in the assumed drift of the machine's speed, averaged by their likelihood on the latest runs,
/// so that the drift is learned, too.
/// </summary>
/// <remarks>
/// Each regression's log-likelihood is an exponentially weighted sum over about the last twenty runs. Mean and variance are those of the mixture of
/// the regressions' normal distributions (Bishop, "Pattern Recognition and Machine Learning" (2006), section 14.1).
/// </remarks>
internal sealed class DurationModel
{
    private const int MostCounted = 50;
    private const double Remembering = 0.95;

    private readonly DurationRegressions _regressions = new(Vector256.Create(0.01, 0.03, 0.1, 0.3));
    private readonly ResidualWindow _residuals = new();
    private Vector256<double> _likelihoods;
    private bool _isKnown;

    /// <summary>The number of learned runs, limited to 50, since the regressions forget older runs.</summary>
    public int Count { get; private set; }

    /// <summary>Initialises the speed with a measured rate, unless a run was learned before.</summary>
    /// <param name="secondsPerUnit">Seconds per unit of work on a single thread.</param>
    public void Calibrate(double secondsPerUnit)
    {
        if (_isKnown) return;
        _regressions.Calibrate(secondsPerUnit);
        _isKnown = true;
    }

    /// <summary>Predicts the logarithm of a duration in seconds.</summary>
    /// <returns>Mean and standard deviation; null without calibration and learned runs.</returns>
    public (double Mean, double Spread)? Predict(in ProofWork work)
    {
        if (!_isKnown) return null;
        Span<double> x = stackalloc double[ProofFeatures.Count];
        ProofFeatures.Describe(work, x);
        var (mean, variance) = Mixture(x);
        return (mean, Math.Sqrt(variance) * _residuals.Spread);
    }

    /// <param name="work">The work of the run.</param>
    /// <param name="logDuration">The logarithm of the duration in seconds; finite.</param>
    public void Learn(in ProofWork work, double logDuration)
    {
        Span<double> x = stackalloc double[ProofFeatures.Count];
        ProofFeatures.Describe(work, x);
        if (!_isKnown)
        {
            _regressions.Begin(x, logDuration);
            _isKnown = true;
            Count = 1;
            return;
        }

        var (mean, variance) = Mixture(x);
        const double Most = 2 * DurationRegressions.MostSpreads;
        _residuals.Add(Math.Clamp((logDuration - mean) / Math.Sqrt(variance), -Most, Most));
        _likelihoods = (Remembering * _likelihoods) + _regressions.Learn(x, logDuration, Count);
        Count = Math.Min(Count + 1, MostCounted);
    }

    private (double Mean, double Variance) Mixture(ReadOnlySpan<double> x)
    {
        var (means, variances) = _regressions.Predict(x);
        var best = Math.Max(Math.Max(_likelihoods[0], _likelihoods[1]), Math.Max(_likelihoods[2], _likelihoods[3]));
        var weights = Vector256.Exp(_likelihoods - Vector256.Create(best));
        weights /= Vector256.Sum(weights);
        var mean = Vector256.Sum(weights * means);
        var off = means - Vector256.Create(mean);
        return (mean, Vector256.Sum(weights * (variances + (off * off))));
    }
}
