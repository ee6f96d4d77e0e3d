namespace Shadowgraph.Proofs;

/// <summary>Turns the bytes of a record into an attestation.</summary>
internal interface IRecordParser
{
    /// <returns>A valid attestation; null if the user's mapping skips the record.</returns>
    /// <exception cref="InvalidRecordException">The record is not valid.</exception>
    /// <exception cref="InvalidAttestationException">A field of the record is not valid.</exception>
    Attestation? Parse(in RawRecord record);
}
