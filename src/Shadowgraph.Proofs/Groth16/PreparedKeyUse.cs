using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>
/// The use of a prepared file beside a .zkey file: the content of the key in the form in which the prover uses the key in memory, ready at once.
/// </summary>
/// <remarks>
/// The verifying key and the record of the ceremony are always read from the .zkey file. The points of a prepared file are not checked: a damaged point
/// makes a proof fail the prover's own verification, whereupon the prover reads the .zkey file and proves again.
/// </remarks>
[JsonConverter(typeof(JsonStringEnumConverter<PreparedKeyUse>))]
public enum PreparedKeyUse
{
    /// <summary>The .zkey file is read, whether or not there is a prepared file.</summary>
    Off,

    /// <summary>
    /// A prepared file is mapped into memory: processes share the file's memory, and points are read from the disk when a proof first needs them.
    /// The file must not be cut short meanwhile, which ends the process. Replacement and deletion are harmless.
    /// </summary>
    Map,

    /// <summary>A prepared file is copied into memory: nothing that happens to the file afterwards has an effect.</summary>
    Copy,
}
