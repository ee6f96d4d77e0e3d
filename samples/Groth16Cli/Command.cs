namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>A command of the command line.</summary>
/// <param name="Name">The verb.</param>
/// <param name="Operands">The operands, as in the usage text.</param>
/// <param name="Summary">The purpose, in a sentence.</param>
/// <param name="OperandCount">The number of paths.</param>
/// <param name="Execute">Runs the command; returns normally on success, or with a refusal in the context.</param>
internal sealed record Command(string Name, string Operands, string Summary, int OperandCount, Action<CommandContext> Execute);

/// <summary>The context of a command's run.</summary>
internal sealed record CommandContext(Operands Operands, TextWriter Output, CancellationToken Cancellation)
{
    /// <summary>The reason of a negative result, if the command itself succeeded.</summary>
    public string? Refusal { get; set; }

    /// <summary>The files to read.</summary>
    public InputFiles Inputs { get; } = new(Cancellation);

    /// <summary>The files to write: those that are named after the files to read.</summary>
    public OutputFiles Outputs(int inputCount) => new(Operands.Paths[..inputCount], Operands.Paths[inputCount..]);
}

/// <summary>The command line does not match the usage text.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The input is well-formed, and the answer is no.</summary>
internal sealed class RefusedException(string message) : Exception(message);
