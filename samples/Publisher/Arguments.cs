using System.Globalization;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>The operands and options of a command.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _options;

    private Arguments(IReadOnlyList<string> operands, Dictionary<string, string> options)
    {
        Operands = operands;
        _options = options;
    }

    /// <summary>The arguments that are not options.</summary>
    public IReadOnlyList<string> Operands { get; }

    /// <summary>The folder of the registry.</summary>
    public string Registry => this["--registry"] ?? throw new UsageException("the registry's directory is missing: --registry DIR.");

    /// <summary>The value of an option; null if the option is missing.</summary>
    public string? this[string option] => _options.GetValueOrDefault(option);

    /// <summary>The first operand as an address.</summary>
    public EvmAddress Subject => EvmAddress.TryParse(Operands[0], out var subject)
        ? subject
        : throw new UsageException($"'{Operands[0]}' is no subject: a subject is 0x and 40 hexadecimal digits.");

    /// <summary>The time of a score: now, or the time of --as-of.</summary>
    public DateTimeOffset AsOf
    {
        get
        {
            if (this["--as-of"] is not { } text) return DateTimeOffset.UtcNow;
            return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                && date <= DateTimeOffset.UtcNow && date >= DateTimeOffset.UnixEpoch
                ? date
                : throw new UsageException($"--as-of takes a day that has begun, such as 2022-12-24, not '{text}'.");
        }
    }

    /// <summary>An option that is a whole number.</summary>
    public int Number(string option, int otherwise, int least, int most)
    {
        if (this[option] is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{option} takes a whole number from {least} to {most}, not '{text}'.");
    }

    /// <exception cref="UsageException">An option is unknown, given twice or without a value, or the operands are too few or too many.</exception>
    public static Arguments Parse(Command command, string[] words)
    {
        var operands = new List<string>();
        var options = new Dictionary<string, string>();
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == "--")
            {
                operands.AddRange(words[(i + 1)..]);
                break;
            }

            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                operands.Add(words[i]);
                continue;
            }

            var isFlag = command.Options.Contains(words[i] + "!");
            if (!isFlag && !command.Options.Contains(words[i])) throw new UsageException($"{command.Name} has no option '{words[i]}'.");
            if (!isFlag && i + 1 == words.Length) throw new UsageException($"{words[i]} needs a value.");
            var option = words[i];
            if (!options.TryAdd(option, isFlag ? "" : words[++i])) throw new UsageException($"{option} is given twice.");
        }

        if (operands.Count < command.MinOperands || operands.Count > command.MaxOperands)
            throw new UsageException($"{command.Name} takes {command.Operands}.");
        return new(operands, options);
    }
}
