namespace Shadowgraph.Proofs.Prediction;

/// <summary>
/// The default predictor: combines a <see cref="DurationModel"/> of the whole duration with the completed share of a running proof. Thread-safe.
/// </summary>
/// <remarks>
/// Durations are modelled as log-logistic around the model's mean, since the residual time then has a closed form: with the survival function S(t) =
/// 1/(1 + (t/M)^(1/b)), the quantile q of the total time of proofs that have run for e is M · ((1 + (e/M)^(1/b)) / (1 - q) - 1)^b. The completed
/// share f predicts a residual time of e · (1 - f)/f. Both predictions are averaged, in logarithms, with weights inverse to the squares of their
/// relative errors.
/// </remarks>
internal sealed class ProofPredictor : IProofPredictor
{
    // Below this share, progress says little about the residual time.
    private const double TellingFraction = 0.05;
    private const double FractionError = 0.4;
    private const double MostError = 2;

    // A logistic distribution of scale b has the standard deviation b π/√3.
    private const double ScaleOfSpread = 0.5513288954217921;

    private readonly Lock _lock = new();
    private readonly DurationModel _model = new();
    private Func<double>? _calibrate;

    /// <summary>Creates a predictor.</summary>
    /// <param name="calibrate">
    /// Measures the seconds per unit of work on a single thread; called once, on a separate thread, at the first prediction before any learned run.
    /// Null without a measurement: then no prediction is made before the first proof.
    /// </param>
    public ProofPredictor(Func<double>? calibrate = null) => _calibrate = calibrate;

    /// <inheritdoc/>
    public DurationPrediction? Predict(in ProofWork work, TimeSpan elapsed, double fraction)
    {
        var spent = Math.Clamp(elapsed.TotalSeconds, 0, DurationPrediction.Longest.TotalSeconds);
        var done = double.IsNaN(fraction) ? 0 : Math.Clamp(fraction, 0, 1);
        var (known, count) = Ask(work);
        if (done >= TellingFraction && spent > 0)
        {
            var left = spent * (1 - done) / done;
            if (known is not { } model) return Prediction(Math.Log(left), FractionError, done, count);
            return Blend(model, spent, left, done, count);
        }

        return known is { } prior
            ? Prediction(prior, spent, Confidence(count, 0, prior.Spread))
            : null;
    }

    /// <inheritdoc/>
    public void Learn(in ProofWork work, TimeSpan duration)
    {
        // The clock stood still or ran backwards.
        if (duration <= TimeSpan.Zero) return;
        var log = Math.Log(Math.Min(duration.TotalSeconds, DurationPrediction.Longest.TotalSeconds));
        lock (_lock) _model.Learn(work, log);
    }

    /// <summary>Sets the measured rate; an impossible rate is ignored.</summary>
    internal void Calibrate(double secondsPerUnit)
    {
        if (!double.IsFinite(secondsPerUnit) || secondsPerUnit <= 0) return;
        lock (_lock) _model.Calibrate(secondsPerUnit);
    }

    private ((double Mean, double Spread)? Known, int Count) Ask(in ProofWork work)
    {
        lock (_lock)
        {
            if (_model.Predict(work) is { } known) return (known, _model.Count);
        }

        if (Interlocked.Exchange(ref _calibrate, null) is { } calibrate) Start(calibrate);
        return (null, 0);
    }

    private void Start(Func<double> calibrate) => new Thread(() =>
    {
        try
        {
            Calibrate(calibrate());
        }
#pragma warning disable CA1031 // The first proof calibrates instead.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    })
    { IsBackground = true, Name = "Shadowgraph.Proofs calibration", Priority = ThreadPriority.BelowNormal }.Start();

    private static DurationPrediction Blend((double Mean, double Spread) model, double spent, double left, double done, int count)
    {
        // The residual time by the model has the error of the whole estimate.
        var byModel = Math.Max(Left(model, spent, 0.5).TotalSeconds, 1e-6);
        var modelError = Math.Min(MostError, model.Spread * (spent + byModel) / byModel);
        var (weight, other) = (1 / (modelError * modelError), 1 / (FractionError * FractionError));
        var mean = ((weight * Math.Log(byModel)) + (other * Math.Log(Math.Max(left, 1e-6)))) / (weight + other);
        return Prediction(mean, Math.Sqrt(1 / (weight + other)), done, count);
    }

    private static DurationPrediction Prediction(double mean, double spread, double done, int count) =>
        Prediction((mean, spread), spent: 0, Confidence(count, done, spread * (1 - done)));

    private static DurationPrediction Prediction((double Mean, double Spread) model, double spent, double confidence) => new()
    {
        Estimate = Left(model, spent, 0.5),
        Lower = Left(model, spent, 0.1),
        Upper = Left(model, spent, 0.9),
        Confidence = confidence,
    };

    /// <summary>The given quantile of the residual time, after a given time spent.</summary>
    private static TimeSpan Left((double Mean, double Spread) model, double spent, double share)
    {
        var scale = model.Spread * ScaleOfSpread;
        var odds = spent > 0 ? (Math.Log(spent) - model.Mean) / scale : double.NegativeInfinity;
        var log = odds > 30 ? odds - Math.Log(1 - share) : Math.Log(((1 + Math.Exp(odds)) / (1 - share)) - 1);
        var seconds = Math.Exp(model.Mean + (scale * log)) - spent;
        return TimeSpan.FromSeconds(Math.Clamp(double.IsNaN(seconds) ? 0 : seconds, 0, DurationPrediction.Longest.TotalSeconds));
    }

    private static double Confidence(int count, double done, double spread)
    {
        var evidence = count + (10 * done);
        return evidence / (evidence + 4) / (1 + (2 * spread));
    }
}
