namespace Shadowgraph.Proofs;

/// <summary>The names of attestation types in JSON and CSV.</summary>
internal static class AttestationTypeNames
{
    /// <summary>The error for an unknown name, as the rest of a sentence.</summary>
    public const string Problem = "must be one of trust, skill, vouch, endorsement.";

    private static readonly string[] Names = ["trust", "skill", "vouch", "endorsement"];

    public static string NameOf(AttestationType type) => Names[(int)type - 1];

    public static bool TryParse(string name, out AttestationType type)
    {
        type = (AttestationType)(Array.IndexOf(Names, name) + 1);
        return type != 0;
    }

    public static AttestationType Read(ref JsonCursor cursor) =>
        TryParse(cursor.ShortText(), out var type) ? type : throw cursor.Fail(Problem);
}
