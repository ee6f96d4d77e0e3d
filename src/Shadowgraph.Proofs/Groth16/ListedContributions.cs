namespace Shadowgraph.Proofs.Groth16;

/// <summary>The number of contributions to the circuit-specific part of a ceremony (phase 2) in a key's file.</summary>
/// <remarks>
/// A claim of the file without a check of the transcript: the writer of a file also writes the list. The numbers reveal forgotten steps of a
/// ceremony, but no attack; no check accepts a key because of the list. <c>snarkjs zkey verify</c> checks the transcript.
/// </remarks>
/// <param name="Participants">Contributions of participants, each with a separate secret.</param>
/// <param name="Beacons">Contributions of public random beacons. Public randomness adds nothing to the secret.</param>
public sealed record ListedContributions(int Participants, int Beacons)
{
    /// <summary>Counts the contributions of a list.</summary>
    internal static ListedContributions Of(IReadOnlyCollection<Contribution> contributions)
    {
        // A loop: LINQ would be one more library to load when a process starts.
        var beacons = 0;
        foreach (var contribution in contributions)
        {
            if (contribution.Kind == ContributionKind.Beacon) beacons++;
        }

        return new ListedContributions(contributions.Count - beacons, beacons);
    }

    /// <summary>A line of text for display.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"participants: {Participants}, beacons: {Beacons} (as listed; the transcript is not checked)");
}
