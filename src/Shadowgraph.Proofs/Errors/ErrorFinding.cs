using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Errors;

/// <summary>What an exception was recognised as.</summary>
internal sealed record ErrorFinding(ProofErrorType Type)
{
    /// <summary>What was wrong and what to do; null if the exception's own words can't be trusted to hold no secret.</summary>
    public string? Message { get; init; }

    /// <summary>What is known to be harmless about an exception whose words are not passed on.</summary>
    public string? Detail { get; init; }

    /// <summary>What may help, if not what helps against the type in general.</summary>
    public ProofErrorRecoverability? Recoverability { get; init; }

    /// <summary>The circuit, if the exception names it.</summary>
    public CircuitSize? Circuit { get; init; }
}
