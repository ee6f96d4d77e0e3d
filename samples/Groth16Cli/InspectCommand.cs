using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>inspect: the properties of a proving key, also of a refused key.</summary>
internal static class InspectCommand
{
    // Public ceremonies have thousands of contributions.
    private const int ShownAtEachEnd = 10;

    public static void Run(CommandContext context)
    {
        var key = context.Inputs.InspectProvingKey(context.Operands[0]);
        var output = context.Output;
        output.WriteLine("Groth16 proving key over BN254 (bn128)");
        output.WriteLine($"  wires            {key.WireCount}");
        output.WriteLine($"  public signals   {key.PublicInputCount}");
        output.WriteLine($"  domain size      {key.DomainSize}");
        output.WriteLine($"  SHA-256          {key.Sha256}");
        output.WriteLine($"  verifying key    {key.VerifyingKeyHash}");
        output.WriteLine($"  circuit          {key.CircuitHash ?? "of no circuit: the rows of the public signals are missing"}");
        output.WriteLine($"  contributions    {key.ListedContributions?.ToString() ?? "participants: 0 (the file has no list of them)"}");
        WriteContributions(output, key.Contributions, isWhole: context.Operands.Has("--all"));
        if (key.IsDevelopmentKey) output.WriteLine(SetupCommand.Warning);
        if (!key.IsAccepted) context.Refusal = $"the key is refused. {key.Refusal.Message}";
    }

    private static void WriteContributions(TextWriter output, IReadOnlyList<Contribution> contributions, bool isWhole)
    {
        var left = isWhole ? 0 : Math.Max(0, contributions.Count - (2 * ShownAtEachEnd));
        for (var i = 0; i < contributions.Count; i++)
        {
            if (left > 0 && i == ShownAtEachEnd)
            {
                output.WriteLine($"    ... {left} more; --all lists them ...");
                i += left;
            }

            output.WriteLine($"    {contributions[i]}");
        }
    }
}
