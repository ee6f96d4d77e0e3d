using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>prove: a proof of a witness, verified before it is written.</summary>
internal static class ProveCommand
{
    public static void Run(CommandContext context)
    {
        var key = InputFiles.ReadProvingKey(context.Operands[0], context.Cancellation);
        using var witness = InputFiles.ReadWitness(context.Operands[1]);
        var proof = new Groth16Prover(key).Prove(witness, cancellationToken: context.Cancellation);
        var signals = PublicSignals.ToJson(witness.Values[1..(key.PublicInputCount + 1)]);
        AtomicFile.WriteAll(
            (context.Operands[2], stream => stream.Write(proof.ToJson())),
            (context.Operands[3], stream => stream.Write(signals)));
    }
}
