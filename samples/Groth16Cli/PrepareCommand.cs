namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>prepare: a prepared file beside a proving key, by which later commands load the key faster.</summary>
internal static class PrepareCommand
{
    public static void Run(CommandContext context)
    {
        var path = context.Operands[0];
        context.Inputs.Prepare(path);
        context.Output.WriteLine($"{path}.prepared is up to date.");
    }
}
