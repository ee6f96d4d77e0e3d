namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>inspect: what a proving key is.</summary>
internal static class InspectCommand
{
    public static void Run(CommandContext context)
    {
        var key = context.Inputs.ReadProvingKey(context.Operands[0]);
        var output = context.Output;
        output.WriteLine("Groth16 proving key over BN254 (bn128)");
        output.WriteLine($"  wires            {key.WireCount}");
        output.WriteLine($"  public signals   {key.PublicInputCount}");
        output.WriteLine($"  domain size      {key.DomainSize}");
        output.WriteLine($"  SHA-256          {key.Sha256}");
        output.WriteLine($"  verifying key    {key.VerifyingKey.Hash}");
        output.WriteLine($"  contributions    {key.Contributions.Count}");
        foreach (var contribution in key.Contributions)
            output.WriteLine($"    {contribution}");
        if (key.IsDevelopmentKey) output.WriteLine(SetupCommand.Warning);
    }
}
