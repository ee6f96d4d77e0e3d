namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>One verb of the command line.</summary>
/// <param name="Name">The verb.</param>
/// <param name="Operands">Its operands, as the usage text shows them.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="OperandCount">How many paths it takes.</param>
/// <param name="Execute">What it does; it returns normally on success, or with a refusal in the context.</param>
internal sealed record Command(string Name, string Operands, string Summary, int OperandCount, Action<CommandContext> Execute);

/// <summary>What a command works with.</summary>
internal sealed record CommandContext(Operands Operands, TextWriter Output, TextWriter Errors, CancellationToken Cancellation)
{
    /// <summary>Why the answer is no, where the command gave one and did its work all the same.</summary>
    public string? Refusal { get; set; }

    /// <summary>The files to read.</summary>
    public InputFiles Inputs { get; } = new(Cancellation);

    /// <summary>The files to write: those that are named after the files to read.</summary>
    public OutputFiles Outputs(int inputCount) => new(Operands.Paths[..inputCount], Operands.Paths[inputCount..]);
}

/// <summary>The command line is not one of those in the usage text.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The input is well-formed, and the answer is no.</summary>
internal sealed class RefusedException(string message) : Exception(message);
