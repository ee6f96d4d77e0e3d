using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Errors;

/// <summary>A failed attempt, with all earlier attempts of the request.</summary>
[JsonConverter(typeof(NoJsonConverter<RecoveryContext>))]
public sealed class RecoveryContext
{
    /// <summary>Creates the context of a failed attempt.</summary>
    /// <param name="plan">The plan of the attempt, with the allocated threads.</param>
    /// <param name="errors">The errors of all attempts so far, in order; at least one error.</param>
    /// <param name="attemptsWithPlan">The number of the latest attempts with the same circuit and number of threads; at least 1.</param>
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

    /// <summary>The plan of the attempt, with the allocated threads.</summary>
    public ProofPlan Plan { get; }

    /// <summary>The errors of all attempts so far, in order.</summary>
    public IReadOnlyList<ProofError> Errors { get; }

    /// <summary>The error to recover from.</summary>
    public ProofError Error => Errors[^1];

    /// <summary>The number of the latest attempts with the same circuit and number of threads; at least 1.</summary>
    public int AttemptsWithPlan { get; }

    /// <summary>The number of all attempts so far.</summary>
    public int Attempts => Errors.Count;
}
