namespace Shadowgraph.Proofs.Groth16;

/// <summary>How many contributions to the circuit's own part of a ceremony (phase 2) a key's file lists.</summary>
/// <remarks>
/// It is what the file claims, and its transcript is not checked: whoever writes a file writes its list too. The numbers find steps of a
/// ceremony that were forgotten, and no enemies; nothing accepts a key because of them. <c>snarkjs zkey verify</c> checks the transcript.
/// </remarks>
/// <param name="Participants">Contributions of participants, each with a secret of its own.</param>
/// <param name="Beacons">Contributions of public random beacons. Their randomness is public: they add nothing to the secret.</param>
public sealed record ListedContributions(int Participants, int Beacons)
{
    /// <summary>Counts the contributions of a list.</summary>
    internal static ListedContributions Of(IReadOnlyCollection<Contribution> contributions)
    {
        var beacons = contributions.Count(contribution => contribution.Kind == ContributionKind.Beacon);
        return new ListedContributions(contributions.Count - beacons, beacons);
    }

    /// <summary>One line for people.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"participants: {Participants}, beacons: {Beacons} (as listed; the transcript is not checked)");
}
