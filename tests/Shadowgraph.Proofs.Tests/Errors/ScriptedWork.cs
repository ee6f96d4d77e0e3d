using System.Collections.Concurrent;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Tests.Errors;

/// <summary>Attempts that end as they are told to, and heed what was decided as the pipeline does.</summary>
internal sealed class ScriptedWork(Func<int, ProofError?> script)
{
    private CircuitSize _largest = CircuitSize.Large;
    private int _threads = 4;

    /// <summary>Which plan each attempt is made with, if not the one that was decided on.</summary>
    public Func<int, ProofPlan>? PlanOf { get; init; }

    public ConcurrentQueue<int> Attempts { get; } = [];

    public ConcurrentQueue<ProofPlan> Plans { get; } = [];

    public ConcurrentQueue<(ProofError Error, RecoveryDecision Decision)> Recoveries { get; } = [];

    public static ScriptedWork AlwaysFailing(ProofError error) => new(_ => error);

    public Task<AttemptOutcome<string>> AttemptAsync(int number, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Attempts.Enqueue(number);
        var plan = PlanOf?.Invoke(number) ?? RecoveryWorld.Plan(_largest, _threads);
        Plans.Enqueue(plan);
        return Task.FromResult(script(number) is { } error
            ? new AttemptOutcome<string>(error with { Attempt = number, Circuit = plan.Size }, plan)
            : new AttemptOutcome<string>($"done after {number}"));
    }

    public void Recovering(ProofError error, RecoveryDecision decision)
    {
        Recoveries.Enqueue((error, decision));
        _largest = decision.MaxCircuitSize ?? _largest;
        _threads = decision.MaxDegreeOfParallelism ?? _threads;
    }
}
