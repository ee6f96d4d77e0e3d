using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Errors;

/// <summary>The classification of an exception.</summary>
internal sealed record ErrorFinding(ProofErrorType Type)
{
    /// <summary>Problem and remedy; null if the exception's message may hold secrets.</summary>
    public string? Message { get; init; }

    /// <summary>Harmless details of an exception, in place of a message that is not passed on.</summary>
    public string? Detail { get; init; }

    /// <summary>The recoverability, if different from the default of the type.</summary>
    public ProofErrorRecoverability? Recoverability { get; init; }

    /// <summary>The circuit, if named by the exception.</summary>
    public CircuitSize? Circuit { get; init; }
}
