using Shadowgraph.Proofs.Circuits;

namespace ProofServer.Profiling;

/// <summary>The measurements: each circuit with each number of attestations.</summary>
/// <param name="Circuits">small, medium, large; at least one.</param>
/// <param name="Attestations">Numbers of attestations; at least one.</param>
/// <param name="Iterations">Proofs that are measured of each, 1 to 1000.</param>
/// <param name="WarmUp">Proofs of each before those, 0 to 100.</param>
internal sealed record ProfileOptions(
    IReadOnlyList<string> Circuits, IReadOnlyList<int> Attestations, int Iterations = 5, int WarmUp = 1)
{
    private const int MostAttestations = 5_000;
    private const int MostProofs = 10_000;

    /// <summary>The smallest sensible run.</summary>
    public static ProfileOptions Default => new(["small", "medium", "large"], [10, 50, 200]);

    /// <returns>The problem and its place; null if the options are valid.</returns>
    public (string Path, string Problem)? FindProblem()
    {
        if (Circuits.Count == 0) return ("$.circuits", "must name at least one of small, medium, large.");
        for (var i = 0; i < Circuits.Count; i++)
        {
            if (SizeOf(Circuits[i]) is null) return ($"$.circuits[{i}]", "must be one of small, medium, large.");
        }

        if (Attestations.Count == 0) return ("$.attestations", "must have at least one number.");
        for (var i = 0; i < Attestations.Count; i++)
        {
            if (Attestations[i] is < 1 or > MostAttestations) return ($"$.attestations[{i}]", $"must be 1 to {MostAttestations}.");
        }

        if (Iterations is < 1 or > 1000) return ("$.iterations", "must be 1 to 1000.");
        if (WarmUp is < 0 or > 100) return ("$.warmUp", "must be 0 to 100.");
        return (long)Circuits.Count * Attestations.Count * (Iterations + WarmUp) > MostProofs
            ? ("$", $"asks for more than {MostProofs} proofs. Take fewer circuits, numbers or iterations.")
            : null;
    }

    public static CircuitSize? SizeOf(string name) => name switch
    {
        "small" => CircuitSize.Small,
        "medium" => CircuitSize.Medium,
        "large" => CircuitSize.Large,
        _ => null,
    };
}
