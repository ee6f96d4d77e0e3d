using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The cause for which a prover refused a witness.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WitnessRejection>))]
public enum WitnessRejection
{
    /// <summary>The number of values differs from the number of wires of the key's circuit: the witness belongs to a different circuit.</summary>
    WrongLength,

    /// <summary>The first value, the constant wire, is not 1.</summary>
    ConstantIsNotOne,

    /// <summary>The values do not satisfy the key's circuit: a proof from these values would not verify.</summary>
    NotSatisfying,
}

/// <summary>A witness that cannot be proved with the given key. The message never contains witness values.</summary>
public sealed class WitnessRejectedException : ProofException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">The cause.</param>
    /// <param name="message">The problem and the remedy; without values of the witness.</param>
    public WitnessRejectedException(WitnessRejection reason, string message)
        : base(message) => Reason = reason;

    /// <summary>The cause of the refusal.</summary>
    public WitnessRejection Reason { get; }
}
