using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Errors;

/// <summary>A failed attempt and the ones before it.</summary>
[JsonConverter(typeof(NoJsonConverter<RecoveryContext>))]
public sealed class RecoveryContext
{
    /// <summary>Describes a failed attempt.</summary>
    /// <param name="plan">The plan that was tried, with the threads it was given.</param>
    /// <param name="errors">The errors of all attempts so far, at least one, the latest last.</param>
    /// <param name="attemptsWithPlan">How many of the latest attempts used this circuit and as many threads; at least 1.</param>
    public RecoveryContext(ProofPlan plan, IReadOnlyList<ProofError> errors, int attemptsWithPlan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentOutOfRangeException.ThrowIfZero(errors.Count, nameof(errors));
        ArgumentOutOfRangeException.ThrowIfLessThan(attemptsWithPlan, 1);
        Plan = plan;
        Errors = errors;
        AttemptsWithPlan = attemptsWithPlan;
    }

    /// <summary>The plan that was tried, with the threads it was given.</summary>
    public ProofPlan Plan { get; }

    /// <summary>The errors of all attempts so far, the latest last.</summary>
    public IReadOnlyList<ProofError> Errors { get; }

    /// <summary>The error to recover from.</summary>
    public ProofError Error => Errors[^1];

    /// <summary>How many of the latest attempts used this circuit and as many threads; at least 1.</summary>
    public int AttemptsWithPlan { get; }

    /// <summary>All attempts so far.</summary>
    public int Attempts => Errors.Count;
}
