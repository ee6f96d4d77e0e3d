using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// The latest progress of a flight, and a signal for those who watch. A report costs the prover the same however many watch and however
/// slow they are: watchers come and look. Thread-safe.
/// </summary>
internal sealed class ProgressHub(ChangeSignal pipeline) : IProgress<ProverProgress>
{
    // The prover's share of the whole: the validator comes after it, and 100 is said only of a request that has its proof.
    private const double ProverShare = 98;
    private const double ValidatorStarts = 98.5;
    private const double SmallestStep = 0.1;

    private readonly Lock _gate = new();
    private ProgressPoint _point = new(0, ProofState.Queued, ProofStage.Queued, 0, 0, 0, 0, 0);
    private readonly ChangeSignal _change = new();

    public ProgressPoint Current => Volatile.Read(ref _point);

    /// <summary>Done at the next change. To miss none: take it first, then look at <see cref="Current"/>.</summary>
    public Task Changed => _change.Next;

    public void Begin(int attempt, int linkCount) =>
        Move(now => now with
        {
            State = ProofState.Processing,
            Stage = ProofStage.Planning,
            Fraction = 0,
            Link = 0,
            LinkCount = linkCount,
            Attempt = attempt,
        });

    public void Validate() => Move(now => now with
    {
        Stage = ProofStage.Validating,
        Fraction = 1,
        Percent = Math.Max(now.Percent, ValidatorStarts),
    });

    public void Recover() => Move(now => now with { Stage = ProofStage.Recovering, Fraction = 0, Link = 0 });

    /// <summary>Something that is not in the point has changed: a request has ended.</summary>
    public void Pulse() => Move(now => now);

    /// <summary>From the prover's threads.</summary>
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
        var now = Current;
        if (now.Stage == stage && now.Link == value.Link && percent < now.Percent + SmallestStep && fraction < 1) return;
        Move(now => now with
        {
            Stage = stage,
            Fraction = Math.Max(now.Fraction, fraction),
            Percent = Math.Max(now.Percent, percent),
            Link = value.Link,
        });
    }

    private void Move(Func<ProgressPoint, ProgressPoint> step)
    {
        lock (_gate) Volatile.Write(ref _point, step(_point) with { Sequence = _point.Sequence + 1 });
        _change.Pulse();
        pipeline.Pulse();
    }
}
