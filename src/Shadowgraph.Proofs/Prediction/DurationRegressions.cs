using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Prediction;

/// <summary>
/// Four Bayesian linear regressions of the logarithm of a proof's duration, side by side in the lanes of vectors. Each is learned run by run: a Kalman
/// filter with the weights as the state. The weight of the machine's speed drifts from run to run, so that the influence of old runs decays; the drift
/// differs from regression to regression.
/// </summary>
/// <remarks>
/// ln t = w · x + noise, with x the <see cref="ProofFeatures"/>. The prior: time is proportional to work and nearly to 1/threads; runs correct the weights.
/// Errors are clamped to three times the predicted spread; three larger errors in a row with the same sign indicate a new machine speed, which is adopted
/// at once. The noise is an exponentially weighted mean of squared errors. See Bishop, "Pattern Recognition and Machine Learning" (2006), sections 3.3 and
/// 13.3. Cost: about 100 vector multiplications per run.
/// </remarks>
internal sealed class DurationRegressions
{
    /// <summary>The number of regressions.</summary>
    public const int Lanes = 4;

    /// <summary>Errors are clamped to this multiple of the predicted spread.</summary>
    public const double MostSpreads = 3;

    private const int Features = ProofFeatures.Count;
    private const int MostOutliers = 3;
    private const double LeastNoise = 0.01 * 0.01;
    private const double FirstNoise = 0.2 * 0.2;
    private const double LeastForgetting = 0.05;
    private const double FirstSpread = 0.2;
    private const double CalibratedSpread = 0.5;
    private const double WeightDrift = 0.001;

    private static readonly double[] PriorWeights = [0, 1, 0, 0, -0.9, 0.5];
    private static readonly double[] PriorSpreads = [FirstSpread, 0.2, 0.3, 0.4, 0.3, 0.5];

    private readonly Vector256<double>[] _weights = [.. PriorWeights.Select(Vector256.Create)];

    // The upper triangle of a symmetric matrix, row by row, each row from its diagonal on.
    private readonly Vector256<double>[] _covariance = new Vector256<double>[Features * (Features + 1) / 2];
    private readonly Vector256<double> _speedDrift;
    private Vector256<double> _noise = Vector256.Create(FirstNoise);
    private Vector256<double> _outliers;

    /// <param name="speedDrifts">The standard deviations of the change of the machine's log-speed from run to run, one for each regression.</param>
    public DurationRegressions(Vector256<double> speedDrifts)
    {
        _speedDrift = speedDrifts * speedDrifts;
        for (var (i, at) = (0, 0); i < Features; at += Features - i, i++) _covariance[at] = Vector256.Create(PriorSpreads[i] * PriorSpreads[i]);
    }

    /// <param name="secondsPerUnit">Seconds per unit of work on a single thread.</param>
    public void Calibrate(double secondsPerUnit)
    {
        _weights[0] = Vector256.Create(Math.Log(secondsPerUnit * ProofFeatures.UnitWork));
        _covariance[0] = Vector256.Create(CalibratedSpread * CalibratedSpread);
    }

    /// <summary>Initialises the machine's speed from a first run.</summary>
    public void Begin(ReadOnlySpan<double> x, double logDuration) => _weights[0] += Vector256.Create(logDuration) - Mean(x);

    /// <returns>Mean and variance of the logarithm of a duration in seconds, by each regression.</returns>
    public (Vector256<double> Mean, Vector256<double> Variance) Predict(ReadOnlySpan<double> x) =>
        (Mean(x), Variance(x, stackalloc Vector256<double>[Features]));

    /// <param name="x">The features of the proof.</param>
    /// <param name="logDuration">The logarithm of the duration in seconds; finite.</param>
    /// <param name="count">The number of runs learned before.</param>
    /// <returns>The log-likelihood of the run by each regression, up to a constant; an outlier has the value of the clamping limit.</returns>
    public Vector256<double> Learn(ReadOnlySpan<double> x, double logDuration, int count)
    {
        Drift();
        Span<Vector256<double>> product = stackalloc Vector256<double>[Features];
        var variance = Variance(x, product);
        var error = Vector256.Create(logDuration) - Mean(x);
        var most = Vector256.Sqrt(variance) * MostSpreads;
        var clamped = Vector256.Clamp(error, -most, most);
        var likelihood = -0.5 * (Vector256.Log(variance) + (clamped * clamped / variance));

        // A new speed adds the square of its error to the variance of the speed, so that the error is adopted nearly whole.
        var isNewSpeed = CountOutliers(error, Vector256.GreaterThan(Vector256.Abs(error), most));
        error = Vector256.ConditionalSelect(isNewSpeed, error, clamped);
        var added = isNewSpeed & (error * error);
        _covariance[0] += added;
        product[0] += added * x[0];
        variance += added * (x[0] * x[0]);

        var share = error * error * _noise / variance;
        var forgetting = Math.Max(LeastForgetting, 1.0 / (count + 4));
        _noise = Vector256.Max(Vector256.Create(LeastNoise), _noise + (forgetting * (share - _noise)));
        Correct(product, error, variance);
        return likelihood;
    }

    private void Drift()
    {
        _covariance[0] += _speedDrift;
        for (var (i, at) = (1, Features); i < Features; at += Features - i, i++) _covariance[at] += Vector256.Create(WeightDrift * WeightDrift);
    }

    /// <returns>All bits set in the lanes with an error that is the last of several consecutive outliers of the same sign.</returns>
    private Vector256<double> CountOutliers(Vector256<double> error, Vector256<double> isOutlier)
    {
        var one = Vector256.CopySign(Vector256<double>.One, error);
        var goesOn = Vector256.GreaterThan(_outliers * one, Vector256<double>.Zero);
        var run = isOutlier & (one + (goesOn & _outliers));
        var isLast = Vector256.GreaterThanOrEqual(Vector256.Abs(run), Vector256.Create((double)MostOutliers));
        _outliers = Vector256.AndNot(run, isLast);
        return isLast;
    }

    private Vector256<double> Mean(ReadOnlySpan<double> x)
    {
        var sum = Vector256<double>.Zero;
        for (var i = 0; i < Features; i++) sum += _weights[i] * x[i];
        return sum;
    }

    /// <summary>The variance of noise and weights.</summary>
    /// <param name="x">The features of a proof.</param>
    /// <param name="product">Receives the covariance times <paramref name="x"/>.</param>
    private Vector256<double> Variance(ReadOnlySpan<double> x, Span<Vector256<double>> product)
    {
        product.Clear();
        for (var (i, at) = (0, 0); i < Features; i++)
        {
            product[i] += _covariance[at++] * x[i];
            for (var j = i + 1; j < Features; j++, at++)
            {
                product[i] += _covariance[at] * x[j];
                product[j] += _covariance[at] * x[i];
            }
        }

        var sum = _noise;
        for (var i = 0; i < Features; i++) sum += product[i] * x[i];
        return sum;
    }

    private void Correct(ReadOnlySpan<Vector256<double>> product, Vector256<double> error, Vector256<double> variance)
    {
        for (var (i, at) = (0, 0); i < Features; i++)
        {
            var gain = product[i] / variance;
            _weights[i] += gain * error;
            for (var j = i; j < Features; j++, at++) _covariance[at] -= gain * product[j];
        }
    }
}
