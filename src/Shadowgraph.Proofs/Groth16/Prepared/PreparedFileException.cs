using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>A prepared key file can't be used. Never leaves the library: the .zkey file is read instead.</summary>
/// <param name="problem">The problem, without a path, as the end of a sentence.</param>
/// <param name="isFaulty">Whether the file is stale or damaged, so that removal is right; false if the file is refused because of its place.</param>
[SuppressMessage("Design", "CA1064", Justification = "Caught within the library.")]
internal sealed class PreparedFileException(string problem, bool isFaulty) : Exception(problem)
{
    public bool IsFaulty => isFaulty;
}
