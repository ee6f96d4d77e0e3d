using System.Globalization;
using System.Runtime.InteropServices;

namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>A command's paths and options.</summary>
internal sealed class Operands
{
    private readonly List<string> _paths = [];
    private readonly Dictionary<string, int> _options = [];
    private readonly HashSet<string> _switches = [];

    /// <summary>All paths, in their order.</summary>
    public ReadOnlySpan<string> Paths => CollectionsMarshal.AsSpan(_paths);

    /// <summary>The path at a position.</summary>
    public string this[int index] => _paths[index];

    /// <summary>An option's number, or the default if the option is missing.</summary>
    public int Option(string name, int otherwise) => _options.GetValueOrDefault(name, otherwise);

    /// <summary>Whether an option without a number was given.</summary>
    public bool Has(string name) => _switches.Contains(name);

    /// <summary>Sorts a command's arguments; only options in the command's usage text are accepted.</summary>
    public static Operands Parse(Command command, ReadOnlySpan<string> arguments)
    {
        var operands = new Operands();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                operands._paths.Add(arguments[i]);
                continue;
            }

            var name = arguments[i];
            if (command.Operands.Contains($"[{name}]", StringComparison.Ordinal))
            {
                operands._switches.Add(name);
                continue;
            }

            if (!command.Operands.Contains($"[{name} N]", StringComparison.Ordinal))
                throw new UsageException($"{command.Name} has no option '{name}'.");
            operands._options[name] = ++i < arguments.Length && TryParseCount(arguments[i], out var number)
                ? number
                : throw new UsageException($"{name} needs a whole number of at least 1.");
        }

        return operands._paths.Count == command.OperandCount
            ? operands
            : throw new UsageException(
                $"{command.Name} takes {command.OperandCount} paths, {operands._paths.Count} were given: {command.Operands}");
    }

    private static bool TryParseCount(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1;
}
