using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>verify: whether a proof proves its public signals.</summary>
internal static class VerifyCommand
{
    public static void Run(CommandContext context)
    {
        var key = context.Inputs.ReadVerifyingKey(context.Operands[0]);
        var signals = context.Inputs.ReadSignals(context.Operands[1]);
        var proof = context.Inputs.ReadProof(context.Operands[2]);
        if (signals.Length != key.PublicInputCount)
        {
            throw new RefusedException(
                $"the verification key takes {key.PublicInputCount} public signals, '{context.Operands[1]}' has {signals.Length}: " +
                "the files belong to different circuits.");
        }

        if (!new Groth16Verifier(key).Verify(proof, signals))
            throw new RefusedException("the proof is not valid for these public signals under this verification key.");
        context.Output.WriteLine("The proof is valid.");
        if (key.IsDevelopmentKey) Console.Error.WriteLine(SetupCommand.Warning);
    }
}
