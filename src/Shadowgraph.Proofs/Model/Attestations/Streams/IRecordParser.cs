namespace Shadowgraph.Proofs;

/// <summary>Turns the bytes of a record into an attestation.</summary>
internal interface IRecordParser
{
    /// <returns>A valid attestation; null if the record is to be left out by the user's mapping.</returns>
    /// <exception cref="InvalidRecordException">The record is not valid.</exception>
    /// <exception cref="InvalidAttestationException">A field of the record is not valid.</exception>
    Attestation? Parse(in RawRecord record);
}
