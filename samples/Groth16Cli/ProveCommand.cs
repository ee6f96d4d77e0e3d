using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>prove: a proof of a witness, verified before it is written.</summary>
internal static class ProveCommand
{
    public static void Run(CommandContext context)
    {
        // What needs no result of another step runs beside it. OpenSSL, for the key's hash and for random numbers, takes some milliseconds to load.
        using var outputs = context.Outputs(inputCount: 2);

        // A fault of the key is reported first, without waiting for the witness: that may be a pipe.
        var reading = Task.Run(() => context.Inputs.ReadWitness(context.Operands[1]), CancellationToken.None);
        var key = context.Inputs.ReadProvingKey(context.Operands[0]);
        using var witness = reading.GetAwaiter().GetResult();
        var signals = Task.Run(() => PublicSignals.ToJson(witness.Values[1..(key.PublicInputCount + 1)]), CancellationToken.None);
        var proof = new Groth16Prover(key).Prove(witness, cancellationToken: context.Cancellation);
        outputs.Write(context.Cancellation, stream => stream.Write(proof.ToJson()), stream => stream.Write(signals.GetAwaiter().GetResult()));
    }
}
