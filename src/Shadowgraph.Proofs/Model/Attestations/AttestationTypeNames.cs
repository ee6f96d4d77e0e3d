namespace Shadowgraph.Proofs;

/// <summary>The names of attestation types in JSON.</summary>
internal static class AttestationTypeNames
{
    private static readonly string[] Names = ["trust", "skill", "vouch", "endorsement"];

    public static string NameOf(AttestationType type) => Names[(int)type - 1];

    public static AttestationType Read(ref JsonCursor cursor)
    {
        var index = Array.IndexOf(Names, cursor.ShortText());
        return index >= 0 ? (AttestationType)(index + 1) : throw cursor.Fail("must be one of trust, skill, vouch, endorsement.");
    }
}
