namespace Shadowgraph.Proofs.Groth16;

/// <summary>Why a prover refused a witness.</summary>
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
public sealed class WitnessRejectedException : Exception
{
    internal WitnessRejectedException(WitnessRejection reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Why the witness was refused.</summary>
    public WitnessRejection Reason { get; }
}
