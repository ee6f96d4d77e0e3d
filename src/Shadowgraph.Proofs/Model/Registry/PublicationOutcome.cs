namespace Shadowgraph.Proofs;

/// <summary>The result of staging a publication.</summary>
/// <param name="Added">The number of subjects without an earlier leaf.</param>
/// <param name="Replaced">The number of subjects with a replaced leaf.</param>
/// <param name="Removed">The number of removed leaves.</param>
/// <param name="Conflict">The reason for leaving out the whole publication; null for a staged publication.</param>
internal readonly record struct PublicationOutcome(int Added, int Replaced, int Removed, KeyConflict? Conflict);

/// <summary>A change in conflict with the registry's keys.</summary>
/// <param name="Position">The position of the change within the publication.</param>
/// <param name="Problem">Problem and remedy, as sentences without secrets.</param>
internal sealed record KeyConflict(int Position, string Problem);
