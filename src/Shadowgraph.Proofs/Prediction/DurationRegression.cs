using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Prediction;

/// <summary>
/// Bayesian linear regression of the logarithm of a proof's duration, learned run by run: a Kalman filter with the weights as the state. The weight
/// of the machine's speed drifts from run to run, so that the influence of old runs decays.
/// </summary>
/// <remarks>
/// ln t = w · x + noise, with x = 1, ln of the work, Medium or not, Large or not, ln of the threads, ln(1 + load). The prior: time is proportional to
/// work and nearly to 1/threads; runs correct the weights. Errors are clamped to three times the predicted spread; three larger errors in a row with
/// the same sign indicate a new machine speed, which is adopted at once. The noise is an exponentially weighted mean of squared errors. See Bishop,
/// "Pattern Recognition and Machine Learning" (2006), sections 3.3 and 13.3. Cost: about 200 multiplications per run.
/// </remarks>
internal sealed class DurationRegression
{
    /// <summary>The length of a vector of features: six features, and zeros up to two registers of four.</summary>
    public const int Length = 8;

    private const int Features = 6;
    private const int Half = Length / 2;

    /// <summary>Errors are clamped to this multiple of the predicted spread.</summary>
    public const double MostSpreads = 3;

    private const double UnitWork = 25_800; // a single link of the small circuit
    private const int MostOutliers = 3;
    private const double LeastNoise = 0.01 * 0.01;
    private const double FirstNoise = 0.2 * 0.2;
    private const double LeastForgetting = 0.05;
    private const double FirstSpread = 0.2;
    private const double CalibratedSpread = 0.5;
    private const double WeightDrift = 0.001;

    private static readonly double[] PriorWeights = [0, 1, 0, 0, -0.9, 0.5, 0, 0];
    private static readonly double[] PriorSpreads = [FirstSpread, 0.2, 0.3, 0.4, 0.3, 0.5];

    private readonly double[] _weights = [.. PriorWeights];
    private readonly double[] _covariance = new double[Features * Length]; // row by row; symmetric
    private readonly double _speedDrift;
    private double _noise = FirstNoise;
    private int _outliers;

    /// <param name="speedDrift">The standard deviation of the change of the machine's log-speed from run to run.</param>
    public DurationRegression(double speedDrift)
    {
        _speedDrift = speedDrift;
        for (var i = 0; i < Features; i++) _covariance[Diagonal(i)] = PriorSpreads[i] * PriorSpreads[i];
    }

    /// <summary>Computes the features of a proof.</summary>
    /// <param name="work">The work of the proof.</param>
    /// <param name="x">Receives the features; <see cref="Length"/> elements.</param>
    public static void Describe(in ProofWork work, Span<double> x)
    {
        x[0] = 1;
        x[1] = Math.Log(Math.Max(1, work.WorkUnits) / UnitWork);
        x[2] = work.Size == Circuits.CircuitSize.Medium ? 1 : 0;
        x[3] = work.Size == Circuits.CircuitSize.Large ? 1 : 0;
        x[4] = Math.Log(Math.Max(1, work.Threads));
        x[5] = double.IsFinite(work.Load) ? Math.Log(1 + Math.Clamp(work.Load, 0, 1)) : 0;
        x[Features..].Clear();
    }

    /// <param name="secondsPerUnit">Seconds per unit of work on a single thread.</param>
    public void Calibrate(double secondsPerUnit)
    {
        _weights[0] = Math.Log(secondsPerUnit * UnitWork);
        _covariance[Diagonal(0)] = CalibratedSpread * CalibratedSpread;
    }

    /// <summary>Initialises the machine's speed from a first run.</summary>
    public void Begin(ReadOnlySpan<double> x, double logDuration) => _weights[0] += logDuration - Dot(_weights, x);

    /// <returns>Mean and variance of the logarithm of a duration in seconds.</returns>
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> x) => (Dot(_weights, x), Variance(x, stackalloc double[Length]));

    /// <param name="x">The features of the proof.</param>
    /// <param name="logDuration">The logarithm of the duration in seconds; finite.</param>
    /// <param name="count">The number of runs learned before.</param>
    /// <returns>The log-likelihood of the run, up to a constant; an outlier has the value of the clamping limit.</returns>
    public double Learn(ReadOnlySpan<double> x, double logDuration, int count)
    {
        Span<double> product = stackalloc double[Length];
        _covariance[Diagonal(0)] += _speedDrift * _speedDrift;
        for (var i = 1; i < Features; i++) _covariance[Diagonal(i)] += WeightDrift * WeightDrift;
        var variance = Variance(x, product);
        var error = logDuration - Dot(_weights, x);
        var spreads = Math.Clamp(error / Math.Sqrt(variance), -MostSpreads, MostSpreads);
        var likelihood = -0.5 * (Math.Log(variance) + (spreads * spreads));
        if (IsNewSpeed(error, variance))
        {
            _covariance[Diagonal(0)] += error * error;
            variance = Variance(x, product);
        }
        else
        {
            var most = MostSpreads * Math.Sqrt(variance);
            error = Math.Clamp(error, -most, most);
        }

        var share = error * error * _noise / variance;
        _noise = Math.Max(LeastNoise, _noise + (Math.Max(LeastForgetting, 1.0 / (count + 4)) * (share - _noise)));
        Correct(product, error, variance);
        return likelihood;
    }

    /// <summary>Whether this is the last of several consecutive outliers with the same sign.</summary>
    private bool IsNewSpeed(double error, double variance)
    {
        if (Math.Abs(error) <= MostSpreads * Math.Sqrt(variance)) _outliers = 0;
        else if (Math.Sign(error) == Math.Sign(_outliers)) _outliers += Math.Sign(error);
        else _outliers = Math.Sign(error);
        if (Math.Abs(_outliers) < MostOutliers) return false;
        _outliers = 0;
        return true;
    }

    /// <summary>The variance of noise and weights.</summary>
    /// <param name="x">The features of a proof.</param>
    /// <param name="product">Receives the covariance times <paramref name="x"/>.</param>
    private double Variance(ReadOnlySpan<double> x, Span<double> product)
    {
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < Features; i++)
        {
            // The covariance is symmetric: its rows are its columns.
            var factor = Vector256.Create(x[i]);
            var row = Row(i);
            low += factor * Vector256.Create<double>(row);
            high += factor * Vector256.Create<double>(row[Half..]);
        }

        low.CopyTo(product);
        high.CopyTo(product[Half..]);
        return _noise + Dot(product, x);
    }

    private void Correct(ReadOnlySpan<double> product, double error, double variance)
    {
        var (low, high) = (Vector256.Create(product), Vector256.Create(product[Half..]));
        for (var i = 0; i < Features; i++)
        {
            var gain = product[i] / variance;
            _weights[i] += gain * error;
            var factor = Vector256.Create(gain);
            var row = Row(i);
            (Vector256.Create<double>(row) - (factor * low)).CopyTo(row);
            (Vector256.Create<double>(row[Half..]) - (factor * high)).CopyTo(row[Half..]);
        }
    }

    private Span<double> Row(int feature) => _covariance.AsSpan(feature * Length, Length);

    private static int Diagonal(int feature) => (feature * Length) + feature;

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right) => Vector256.Sum(
        (Vector256.Create(left) * Vector256.Create(right)) + (Vector256.Create(left[Half..]) * Vector256.Create(right[Half..])));
}
