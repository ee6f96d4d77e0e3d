using System.Text;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>export-vkey and export-verifier: what those who verify need of a proving key.</summary>
internal static class ExportCommands
{
    public static void VerificationKey(CommandContext context)
    {
        using var outputs = context.Outputs(inputCount: 1);
        var key = context.Inputs.ReadProvingKey(context.Operands[0]).VerifyingKey;
        outputs.Write(context.Cancellation, stream => stream.Write(key.ToJson()));
        Warn(context, key.IsDevelopmentKey);
    }

    public static void SolidityVerifier(CommandContext context)
    {
        using var outputs = context.Outputs(inputCount: 1);
        var key = context.Inputs.ReadProvingKey(context.Operands[0]).VerifyingKey;
        var source = Proofs.Groth16.SolidityVerifier.Export(key);
        outputs.Write(context.Cancellation, stream => stream.Write(Encoding.UTF8.GetBytes(source)));
        Warn(context, key.IsDevelopmentKey);
    }

    private static void Warn(CommandContext context, bool isDevelopmentKey)
    {
        if (isDevelopmentKey) context.Errors.WriteLine(SetupCommand.Warning);
    }
}
