namespace Shadowgraph.Proofs;

/// <summary>What staging made of one publication.</summary>
/// <param name="Added">Subjects that had no leaf.</param>
/// <param name="Replaced">Subjects whose leaf got another version.</param>
/// <param name="Removed">Subjects whose leaf became 0.</param>
/// <param name="Conflict">Why it can't be published, so that nothing of it was staged; null if it was.</param>
internal readonly record struct PublicationOutcome(int Added, int Replaced, int Removed, KeyConflict? Conflict);

/// <summary>A change that the registry's keys do not allow.</summary>
/// <param name="Position">Which change of the publication.</param>
/// <param name="Problem">What is wrong and what to do, as sentences without secrets.</param>
internal sealed record KeyConflict(int Position, string Problem);
