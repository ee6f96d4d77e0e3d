using System.Globalization;
using Shadowgraph.Proofs;

namespace ProofCluster.Commands;

/// <summary>The operands and options of a command line. Options have the form --name=value; those with a colon set the configuration.</summary>
internal sealed class Arguments
{
    private static readonly string[] Shared = ["store", "prover", "name", "environment"];

    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    /// <summary>Reads a command line.</summary>
    /// <param name="words">The words after the command.</param>
    /// <param name="known">The options that the command has.</param>
    /// <exception cref="UsageException">A word is none of these.</exception>
    public Arguments(string[] words, params string[] known)
    {
        var operands = new List<string>();
        foreach (var word in words)
        {
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                operands.Add(word);
                continue;
            }

            if (word.Split('=', 2) is not [var name, var value]) throw new UsageException($"{word} has no value. Write it as {word}=VALUE.");
            name = name[2..];
            if (!name.Contains(':', StringComparison.Ordinal) && !known.Contains(name) && !Shared.Contains(name))
                throw new UsageException($"There is no option --{name} here.");
            _options[name] = value;
        }

        Operands = operands;
        Words = words;
    }

    /// <summary>The words that are no options.</summary>
    public IReadOnlyList<string> Operands { get; }

    /// <summary>All words, for the configuration.</summary>
    public string[] Words { get; }

    /// <summary>The value of an option; null for a missing option.</summary>
    public string? this[string name] => _options.GetValueOrDefault(name);

    /// <summary>The user for whom the command acts.</summary>
    public ProofUserId User => ProofUserId.TryParse(this["user"], null, out var user)
        ? user
        : throw new UsageException("--user=NAME is missing, or is no user id. A request belongs to its user.");

    /// <summary>The id that is the first operand.</summary>
    public Guid Id => Operands is [var text] && Guid.TryParse(text, out var id)
        ? id
        : throw new UsageException("Name one request by its id, as the submission has printed it.");

    /// <summary>A whole number.</summary>
    public int Number(string name, int otherwise, int least, int most)
    {
        if (this[name] is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"--{name} must be a whole number from {least} to {most}.");
    }

    /// <summary>An address.</summary>
    public EvmAddress? Address(string name) => this[name] is not { } text ? null
        : EvmAddress.TryParse(text, out var address) ? address
        : throw new UsageException($"--{name} must be an address: 0x and 40 hexadecimal digits.");
}
