namespace Shadowgraph.Samples.Publisher;

/// <summary>A command of the command line.</summary>
/// <param name="Name">The verb.</param>
/// <param name="Operands">Operands and options, as in the usage text.</param>
/// <param name="Summary">The purpose, in a sentence.</param>
/// <param name="Options">The accepted options; all have a value except those that end in '!'.</param>
/// <param name="MinOperands">Operands at least.</param>
/// <param name="MaxOperands">Operands at most.</param>
/// <param name="RunAsync">Runs the command; returns normally on success.</param>
internal sealed record Command(
    string Name, string Operands, string Summary, string[] Options, int MinOperands, int MaxOperands, Func<Arguments, CancellationToken, Task> RunAsync);

/// <summary>The command line does not match the usage text.</summary>
internal sealed class UsageException(string message) : Exception(message);
