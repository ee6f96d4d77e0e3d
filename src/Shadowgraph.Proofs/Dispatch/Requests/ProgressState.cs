using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// The latest progress of a proof, and a change signal for watchers. The cost of a report does not depend on the number or speed of watchers:
/// watchers poll the latest state. Thread-safe.
/// </summary>
internal sealed class ProgressState(ChangeSignal pipeline) : IProgress<ProverProgress>
{
    // The prover's share of the whole: validation follows, and only a request with a proof reports 100.
    private const double ProverShare = 98;
    private const double ValidatorStarts = 98.5;
    private const double SmallestStep = 0.001;

    private readonly Lock _lock = new();
    private readonly ChangeSignal _change = new();
    private ProgressSnapshot _point = new() { State = ProofState.Queued, Stage = ProofStage.Queued };

    public ProgressSnapshot Current
    {
        get
        {
            lock (_lock) return _point;
        }
    }

    /// <summary>
    /// Completes at the next change. Read this property before <see cref="Current"/>, or a change may be missed.
    /// </summary>
    public Task Changed => _change.Next;

    public void Begin(int attempt, int linkCount)
    {
        lock (_lock)
        {
            Move(_point with
            {
                State = ProofState.Processing,
                Stage = ProofStage.Planning,
                Fraction = 0,
                Link = 0,
                LinkCount = linkCount,
                Attempt = attempt,
            });
        }
    }

    public void Validate()
    {
        lock (_lock)
            Move(_point with { Stage = ProofStage.Validating, Fraction = 1, Percent = Math.Max(_point.Percent, ValidatorStarts) });
    }

    public void Recover()
    {
        lock (_lock) Move(_point with { Stage = ProofStage.Recovering, Fraction = 0, Link = 0 });
    }

    /// <summary>Signals a change outside of the snapshot: the end of a request.</summary>
    public void Pulse()
    {
        lock (_lock) Move(_point);
    }

    /// <summary>Called on the prover's threads.</summary>
    public void Report(ProverProgress value)
    {
        var stage = value.Stage switch
        {
            ProverStage.Planning => ProofStage.Planning,
            ProverStage.LoadingKey => ProofStage.LoadingKey,
            ProverStage.Witness => ProofStage.Witness,
            ProverStage.Proving => ProofStage.Proving,
            _ => ProofStage.Checking,
        };
        var fraction = double.IsNaN(value.Fraction) ? 0 : Math.Clamp(value.Fraction, 0, 1);
        var percent = fraction * ProverShare;
        lock (_lock)
        {
            if (_point.Stage == stage && _point.Link == value.Link && fraction < _point.Fraction + SmallestStep && fraction < 1) return;
            Move(_point with
            {
                Stage = stage,
                Fraction = Math.Max(_point.Fraction, fraction),
                Percent = Math.Max(_point.Percent, percent),
                Link = value.Link,
            });
        }
    }

    private void Move(in ProgressSnapshot point)
    {
        _point = point;
        _change.Pulse();
        pipeline.Pulse();
    }
}
