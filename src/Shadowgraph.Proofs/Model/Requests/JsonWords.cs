namespace Shadowgraph.Proofs;

/// <summary>The JSON words for enumerations in requests and results, indexed by value.</summary>
internal static class JsonWords
{
    public static readonly string[] Sizes = ["small", "medium", "large"];
    public static readonly string[] Kinds = ["exact", "threshold", "range", "set_membership"];
    public static readonly string[] Priorities = ["low", "normal", "high", "critical"];
    public static readonly string[] ErrorTypes = Enum.GetNames<ProofErrorType>();
    public static readonly string[] Severities = ["low", "medium", "high"];
    public static readonly string[] Recoverabilities = ["retryable", "fallback_available", "fatal"];

    /// <summary>The final states of a request.</summary>
    public static readonly string[] Ends = ["completed", "failed", "cancelled"];

    /// <exception cref="InvalidOperationException">The value is not defined.</exception>
    public static string Of(string[] words, int value) =>
        (uint)value < (uint)words.Length
            ? words[value]
            : throw new InvalidOperationException($"{value} is not one of {string.Join(", ", words)}, and has no form in JSON.");
}
