using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>prove: a proof of a witness, verified before it is written.</summary>
internal static class ProveCommand
{
    public static void Run(CommandContext context)
    {
        using var outputs = context.Outputs(inputCount: 2);
        var key = context.Inputs.ReadProvingKey(context.Operands[0]);
        using var witness = context.Inputs.ReadWitness(context.Operands[1]);
        var proof = new Groth16Prover(key).Prove(witness, cancellationToken: context.Cancellation);
        var signals = PublicSignals.ToJson(witness.Values[1..(key.PublicInputCount + 1)]);
        outputs.Write(context.Cancellation, stream => stream.Write(proof.ToJson()), stream => stream.Write(signals));
    }
}
