using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>prove: a proof of a witness, verified before it is written.</summary>
internal static class ProveCommand
{
    public static void Run(CommandContext context)
    {
        using var outputs = context.Outputs(inputCount: 2);

        // Both files at once. A fault of the key is reported first, without waiting for the witness: that may be a pipe.
        var reading = Task.Run(() => context.Inputs.ReadWitness(context.Operands[1]), CancellationToken.None);
        var key = context.Inputs.ReadProvingKey(context.Operands[0]);
        var prover = new Groth16Prover(key);
        using var witness = reading.GetAwaiter().GetResult();

        // The public signals become text beside the proof: the first JSON of a process takes some milliseconds.
        var signals = Task.Run(() => PublicSignals.ToJson(witness.Values[1..(key.PublicInputCount + 1)]), CancellationToken.None);
        var proof = prover.Prove(witness, cancellationToken: context.Cancellation);
        outputs.Write(context.Cancellation, stream => stream.Write(proof.ToJson()), stream => stream.Write(signals.GetAwaiter().GetResult()));
    }
}
