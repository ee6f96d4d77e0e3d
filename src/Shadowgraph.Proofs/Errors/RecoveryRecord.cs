using System.Diagnostics.CodeAnalysis;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Errors;

/// <summary>One request's way through a <see cref="RecoveryPolicy"/>: what was tried, what failed and what was decided.</summary>
internal abstract class RecoveryRecord
{
    private List<ProofError>? _errors;
    private ProofPlan? _plan;
    private CircuitSize? _largestSize;
    private int? _threads;
    private int _attemptsWithPlan;

    /// <summary>Attempts begun so far.</summary>
    public int Attempts { get; protected set; }

    /// <summary>The error of the last attempt; null if it succeeded.</summary>
    public ProofError? Error { get; private set; }

    /// <summary>What was decided after the last attempt; null if nobody was asked, or had anything to say.</summary>
    public RecoveryDecision? Decision { get; private set; }

    /// <summary>Whether the last attempt is to be followed by another.</summary>
    [MemberNotNullWhen(true, nameof(Error), nameof(Decision))]
    public bool GoesOn => Error is not null && Decision is { TriesAgain: true };

    /// <summary>Takes down how an attempt ended.</summary>
    protected void End(ProofError? error, ProofPlan? plan)
    {
        Error = error;
        Decision = null;
        if (error is null || plan is null) return;
        (_errors ??= []).Add(error);
        _attemptsWithPlan = plan.Size == _plan?.Size ? _attemptsWithPlan + 1 : 1;
        _plan = plan;
    }

    /// <summary>The failed attempt and those before it, for the strategies; a copy, as one may keep what it was shown.</summary>
    public RecoveryContext Describe() => new(_plan!, [.. _errors!], _attemptsWithPlan);

    /// <summary>Takes down what was decided about the failed attempt.</summary>
    public void Decide(RecoveryDecision decision)
    {
        Decision = decision;
        var changes = decision.LargestSize is { } size && size != (_largestSize ?? _plan!.Size)
            || decision.MaxDegreeOfParallelism is { } threads && threads != _threads;
        if (changes) _attemptsWithPlan = 0;
        _largestSize = decision.LargestSize ?? _largestSize;
        _threads = decision.MaxDegreeOfParallelism ?? _threads;
    }

    /// <summary>Tells the work what was decided.</summary>
    public abstract void Recover();
}
