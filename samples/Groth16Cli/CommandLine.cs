using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>Maps arguments to a command, and results and errors to an exit code: 0 only for success.</summary>
internal static class CommandLine
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int Cancelled = 130;

    private static readonly Command[] Commands =
    [
        new("prove", "<zkey> <wtns> <proof.json> <public.json>", "Prove the witness; write proof and public signals.", 4, ProveCommand.Run),
        new("verify", "<vkey.json> <public.json> <proof.json>", "Check a proof; exit code 0 only if it is valid.", 3, VerifyCommand.Run),
        new("setup", "<r1cs> <out.zkey>", "Make a DEVELOPMENT proving key; its creator could forge proofs.", 2, SetupCommand.Run),
        new("inspect", "<zkey> [--all]",
            "Show a proving key's properties and contributions; --all lists every contribution. A refused key is shown too.",
            1, InspectCommand.Run),
        new("prepare", "<zkey>",
            "Check a proving key, and make the file <zkey>.prepared, by which prove and bench load the key faster.",
            1, PrepareCommand.Run),
        new("export-vkey", "<zkey> <out.json>",
            "Write the verification key as snarkjs does; also of a refused proving key.",
            2, ExportCommands.VerificationKey),
        new("export-verifier", "<zkey> <out.sol>", "Write a Solidity contract that verifies.", 2, ExportCommands.Verifier),
        new("bench", "<zkey> <wtns> [--runs N] [--threads N] [--warm-up N] [--stages N]",
            "Measure, after --warm-up seconds of proofs (3); print a line of JSON. --stages N adds the stages of N proofs on one thread.",
            2,
            BenchCommand.Run),
    ];

    public static int Run(string[] arguments, CancellationToken cancellation)
    {
        try
        {
            using var answer = new StringWriter();
            if (arguments is ["--help" or "-h" or "help", ..])
            {
                WriteUsage(answer);
                Tell(answer);
                return Success;
            }

            var (command, rest) = Select(arguments);
            var context = new CommandContext(Operands.Parse(command, rest), answer, cancellation);
            command.Execute(context);
            Tell(answer);
            return context.Refusal is null ? Success : throw new RefusedException(context.Refusal);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled; no file was written.");
            return Cancelled;
        }
        catch (UsageException problem)
        {
            Console.Error.WriteLine($"groth16: {problem.Message}");
            WriteUsage(Console.Error);
            return Failure;
        }
        catch (Exception problem)
        {
            Console.Error.WriteLine($"groth16: {Explain(problem)}");
            return Failure;
        }
    }

    /// <summary>A first argument that names no command and is followed by three more makes this rapidsnark's prover.</summary>
    private static (Command Command, string[] Operands) Select(string[] arguments)
    {
        if (arguments.Length == 0) throw new UsageException("the command is missing. --help lists the commands.");
        var command = Array.Find(Commands, command => command.Name == arguments[0]);
        if (command is not null) return (command, arguments[1..]);
        return arguments.Length == 4
            ? (Commands[0], arguments)
            : throw new UsageException($"there is no command '{arguments[0]}'.");
    }

    private static void Tell(StringWriter answer)
    {
        if (answer.GetStringBuilder().Length == 0) return;
        try
        {
            Console.Out.Write(answer.ToString());
            Console.Out.Flush();
        }
        catch (UnauthorizedAccessException)
        {
            // .NET's exceptions for a closed descriptor.
            throw new RefusedException("standard output is closed: the answer could not be written.");
        }
        catch (IOException problem)
        {
            throw new RefusedException($"standard output: {problem.Message}");
        }
    }

    private static string Explain(Exception problem) => problem switch
    {
        RefusedException or ProofFileException or ProvingKeyException or WitnessRejectedException => problem.Message,
        UnauthorizedAccessException or IOException => problem.Message,
        OutOfMemoryException => "there is not enough memory for a circuit of this size.",
        _ => $"unexpected {problem.GetType().Name}: {problem.Message}",
    };

    private static void WriteUsage(TextWriter writer)
    {
        writer.WriteLine("Groth16 proofs over BN254, with the files of circom and snarkjs.");
        writer.WriteLine();
        foreach (var command in Commands)
        {
            writer.WriteLine($"  groth16 {command.Name} {command.Operands}");
            writer.WriteLine($"      {command.Summary}");
        }

        writer.WriteLine();
        writer.WriteLine("  groth16 <zkey> <wtns> <proof.json> <public.json>");
        writer.WriteLine("      The same as prove, for scripts that call rapidsnark's prover.");
        writer.WriteLine();
        writer.WriteLine("Exit codes: 0 success; 1 refused proof, input or command line, the reason is on standard error; 130 cancelled.");
    }
}
