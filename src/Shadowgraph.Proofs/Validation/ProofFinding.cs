namespace Shadowgraph.Proofs.Validation;

/// <summary>Something that a validator noticed.</summary>
/// <param name="Severity">Whether it makes the proof unusable.</param>
/// <param name="Check">The check that found it.</param>
/// <param name="Message">What was expected and what was found; without secrets.</param>
public sealed record ProofFinding(ProofFindingSeverity Severity, ProofCheck Check, string Message)
{
    /// <summary>What to do about it.</summary>
    /// <value>Default: empty.</value>
    public string Advice { get; init; } = "";

    /// <summary>The link that it is about, counted from 0.</summary>
    /// <value>Default: null, the whole.</value>
    public int? Link { get; init; }

    /// <summary>Check, message and advice, for people to read.</summary>
    public override string ToString()
    {
        var link = Link is { } index ? $" (link {index})" : "";
        return $"{Check}{link}: {Message}{(Advice.Length == 0 ? "" : " ")}{Advice}";
    }
}
