using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Why a prover refused a witness.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WitnessRejection>))]
public enum WitnessRejection
{
    /// <summary>The witness has another number of values than the key's circuit has wires: it belongs to another circuit.</summary>
    WrongLength,

    /// <summary>The first value, the constant wire, is not 1.</summary>
    ConstantIsNotOne,

    /// <summary>The values do not satisfy the key's circuit: a proof made from them does not verify.</summary>
    NotSatisfying,
}

/// <summary>A witness that cannot be proved with the given key. The message never contains witness values.</summary>
public sealed class WitnessRejectedException : ProofException
{
    /// <summary>Says why a witness was refused.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">What is wrong and what to do; without values of the witness.</param>
    public WitnessRejectedException(WitnessRejection reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Why the witness was refused.</summary>
    public WitnessRejection Reason { get; }
}
