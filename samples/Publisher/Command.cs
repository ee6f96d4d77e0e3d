namespace Shadowgraph.Samples.Publisher;

/// <summary>One verb of the command line.</summary>
/// <param name="Name">The verb.</param>
/// <param name="Operands">Its operands and options, as the usage text shows them.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Options">The options that it takes, all with a value but those that end in '!'.</param>
/// <param name="MinOperands">Operands at least.</param>
/// <param name="MaxOperands">Operands at most.</param>
/// <param name="RunAsync">Does it. It returns normally on success.</param>
internal sealed record Command(
    string Name, string Operands, string Summary, string[] Options, int MinOperands, int MaxOperands, Func<Arguments, CancellationToken, Task> RunAsync);

/// <summary>The command line is not one of those in the usage text.</summary>
internal sealed class UsageException(string message) : Exception(message);
