using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Errors;

/// <summary>The outcome of an attempt: a value, or an error with the plan of the attempt.</summary>
internal sealed record AttemptOutcome<T>
    where T : class
{
    public AttemptOutcome(T value) => Value = value;

    public AttemptOutcome(ProofError error, ProofPlan plan)
    {
        Error = error;
        Plan = plan;
    }

    public T? Value { get; }

    public ProofError? Error { get; }

    public ProofPlan? Plan { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error), nameof(Plan))]
    public bool Succeeded => Value is not null;
}
