namespace Shadowgraph.Proofs.Groth16;

/// <summary>The rules for the contents of a well-formed .zkey file to be usable as a key, beside those of its verifying key.</summary>
internal static class ProvingKeyRules
{
    /// <summary>The reason for which the contents must not be used as a key; null if acceptable.</summary>
    public static ProvingKeyException? FindFault(ProvingKeyContents contents) =>
        FindMissingContribution(contents.Ceremony) ?? FindUnequalB(contents);

    /// <summary>
    /// A beacon's value is public, and so is its factor of δ: after beacons alone, δ is known to all.
    /// </summary>
    private static ProvingKeyException? FindMissingContribution(CeremonyRecord ceremony)
    {
        if (ceremony.IsDevelopment || ceremony.Listed is { Participants: > 0 }) return null;
        var problem = ceremony.Listed switch
        {
            null => "The key's file has no list of contributions (section 10), so no contribution to phase 2 is recorded",
            { Beacons: > 0 } => "The key's phase 2 has a public beacon, but no contribution with a secret",
            _ => "The key's phase 2 has no contribution",
        };
        return new ProvingKeyException(
            ProvingKeyRejection.NoContribution,
            $"{problem}: anyone who knows delta can forge proofs. Add a participant's contribution (snarkjs zkey contribute) and use the "
            + "new key.");
    }

    private static ProvingKeyException? FindUnequalB(ProvingKeyContents contents)
    {
        var (first, second) = (contents.B1, contents.B2);
        var isEqual = first.Count == second.Count
            && (first.Wires is not { } wires1 || second.Wires is not { } wires2 || wires1.Span.SequenceEqual(wires2.Span));
        return isEqual ? null : new ProvingKeyException(
            ProvingKeyRejection.InvalidPoint, "The points of B are infinity for other wires in G1 than in G2: the file is corrupt.");
    }
}
