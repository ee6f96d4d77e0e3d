namespace Shadowgraph.Proofs.Prediction;

/// <summary>
/// The default predictor: a <see cref="DurationModel"/> of the whole duration, and for a proof on its way what the share that is done says
/// besides. Thread-safe.
/// </summary>
/// <remarks>
/// Durations are taken as log-logistic around the model's mean, which has a closed form for what is left of a proof that has run for a
/// while: with survival S(t) = 1/(1 + (t/M)^(1/b)), the time that a share q of those which have run for e do not exceed is
/// M · ((1 + (e/M)^(1/b)) / (1 - q) - 1)^b. The share that is done gives e · (1 - f)/f. Both are weighted, in logarithms, by the squares of
/// their relative errors.
/// </remarks>
internal sealed class ProofPredictor : IProofPredictor
{
    // Before, the share that is done says little about the rest.
    private const double TellingFraction = 0.05;
    private const double FractionError = 0.4;
    private const double MostError = 2;

    // A logistic distribution of scale b has the standard deviation b π/√3.
    private const double ScaleOfSpread = 0.5513288954217921;

    private readonly Lock _lock = new();
    private readonly DurationModel _model = new();
    private Func<double>? _calibrate;

    /// <summary>Makes a predictor.</summary>
    /// <param name="calibrate">
    /// Measures how many seconds a unit of work takes on one thread; called once, on a thread of its own, when somebody first asks before
    /// anything was learned. Null if nothing can be measured: then the first proof is foretold by none.
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
            ? new DurationPrediction(
                Left(prior, spent, 0.5), Left(prior, spent, 0.1), Left(prior, spent, 0.9), Confidence(count, 0, prior.Spread))
            : null;
    }

    /// <inheritdoc/>
    public void Learn(in ProofWork work, TimeSpan duration)
    {
        // A clock that stood still or ran backwards tells nothing.
        if (duration <= TimeSpan.Zero) return;
        var log = Math.Log(Math.Min(duration.TotalSeconds, DurationPrediction.Longest.TotalSeconds));
        lock (_lock) _model.Learn(work, log);
    }

    /// <summary>Tells the measured rate; one that can't be is forgotten.</summary>
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
#pragma warning disable CA1031 // Then the first proof tells.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    })
    { IsBackground = true, Name = "Shadowgraph.Proofs calibration", Priority = ThreadPriority.BelowNormal }.Start();

    private static DurationPrediction Blend((double Mean, double Spread) model, double spent, double left, double done, int count)
    {
        // What the model leaves of its own estimate has the error of the whole.
        var byModel = Math.Max(Left(model, spent, 0.5).TotalSeconds, 1e-6);
        var modelError = Math.Min(MostError, model.Spread * (spent + byModel) / byModel);
        var (weight, other) = (1 / (modelError * modelError), 1 / (FractionError * FractionError));
        var mean = ((weight * Math.Log(byModel)) + (other * Math.Log(Math.Max(left, 1e-6)))) / (weight + other);
        return Prediction(mean, Math.Sqrt(1 / (weight + other)), done, count);
    }

    private static DurationPrediction Prediction(double mean, double spread, double done, int count) => new(
        Left((mean, spread), 0, 0.5), Left((mean, spread), 0, 0.1), Left((mean, spread), 0, 0.9), Confidence(count, done, spread * (1 - done)));

    /// <summary>How much longer all but a share of those that have run for so long will take at most.</summary>
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
