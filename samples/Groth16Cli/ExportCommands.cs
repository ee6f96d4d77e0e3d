using System.Text;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>export-vkey and export-verifier: the parts of a proving key that verifiers need.</summary>
internal static class ExportCommands
{
    public static void VerificationKey(CommandContext context)
    {
        using var outputs = context.Outputs(inputCount: 1);
        var key = context.Inputs.InspectProvingKey(context.Operands[0]);
        var json = key.VerifyingKeyToJson();
        outputs.Write(context.Cancellation, stream => stream.Write(json));
        Warn(key.IsDevelopmentKey);
        if (!key.IsAccepted) context.Refusal = $"the verification key was written, and must not be used. {key.Refusal.Message}";
    }

    public static void Verifier(CommandContext context)
    {
        using var outputs = context.Outputs(inputCount: 1);
        var key = context.Inputs.ReadProvingKey(context.Operands[0]).VerifyingKey;
        var source = SolidityVerifier.Export(key);
        var size = SolidityVerifier.EstimateCodeSize(key);
        if (size > SolidityVerifier.LargestCode)
        {
            Console.Error.WriteLine(
                $"WARNING: with {key.PublicInputCount} public signals the contract has about {size} bytes of code, and Ethereum deploys no contract "
                + $"of more than {SolidityVerifier.LargestCode} (EIP-170). Hash the signals in the circuit, so that fewer are "
                + "public.");
        }

        outputs.Write(context.Cancellation, stream => stream.Write(Encoding.UTF8.GetBytes(source)));
        Warn(key.IsDevelopmentKey);
    }

    private static void Warn(bool isDevelopmentKey)
    {
        if (isDevelopmentKey) Console.Error.WriteLine(SetupCommand.Warning);
    }
}
