using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>setup: a development key for a circuit.</summary>
internal static class SetupCommand
{
    public const string Warning =
        "WARNING: this is a DEVELOPMENT key. One machine made the key alone, so its owner can forge proofs. " +
        "Use it for tests only; a key for real use comes from a ceremony with several contributors (snarkjs zkey contribute).";

    public static void Run(CommandContext context)
    {
        using var outputs = context.Outputs(inputCount: 1);
        Console.Error.WriteLine(Warning);
        var constraints = context.Inputs.ReadConstraints(context.Operands[0]);
        ProvingKey key;
        using (var progress = new ConsoleProgress("Making the key"))
            key = Groth16Setup.CreateDevelopmentKey(constraints, progress: progress, cancellationToken: context.Cancellation);
        outputs.Write(context.Cancellation, stream => key.Save(stream));
    }
}
