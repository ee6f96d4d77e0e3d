using System.Text;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>export-vkey and export-verifier: what those who verify need of a proving key.</summary>
internal static class ExportCommands
{
    public static void VerificationKey(CommandContext context)
    {
        var key = InputFiles.ReadProvingKey(context.Operands[0], context.Cancellation).VerifyingKey;
        AtomicFile.Write(context.Operands[1], stream => stream.Write(key.ToJson()));
        Warn(context, key.IsDevelopmentKey);
    }

    public static void SolidityVerifier(CommandContext context)
    {
        var key = InputFiles.ReadProvingKey(context.Operands[0], context.Cancellation).VerifyingKey;
        var source = Proofs.Groth16.SolidityVerifier.Export(key);
        AtomicFile.Write(context.Operands[1], stream => stream.Write(Encoding.UTF8.GetBytes(source)));
        Warn(context, key.IsDevelopmentKey);
    }

    private static void Warn(CommandContext context, bool isDevelopmentKey)
    {
        if (isDevelopmentKey) context.Errors.WriteLine(SetupCommand.Warning);
    }
}
