namespace Shadowgraph.Proofs.Validation;

/// <summary>A finding of a validator.</summary>
/// <param name="Severity">Whether the finding makes the proof unusable.</param>
/// <param name="Check">The check.</param>
/// <param name="Message">The expected and the actual value; without secrets.</param>
public sealed record ProofFinding(ProofFindingSeverity Severity, ProofCheck Check, string Message)
{
    /// <summary>The remedy.</summary>
    /// <value>Default: empty.</value>
    public string Advice { get; init; } = "";

    /// <summary>The affected link, counted from 0.</summary>
    /// <value>Default: null, the whole proof.</value>
    public int? Link { get; init; }

    /// <summary>Check, message and advice, as text for users.</summary>
    public override string ToString()
    {
        var link = Link is { } index ? $" (link {index})" : "";
        return $"{Check}{link}: {Message}{(Advice.Length == 0 ? "" : " ")}{Advice}";
    }
}
