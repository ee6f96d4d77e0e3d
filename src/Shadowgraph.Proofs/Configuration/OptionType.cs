using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>How the values of an option are written, and which of them are accepted.</summary>
internal abstract class OptionType<TValue>
{
    private const int LongestQuote = 100;

    /// <summary>How a value is written, after "must be".</summary>
    public abstract string Form { get; }

    /// <summary>Which values are accepted, after "must be"; empty if all of the form are.</summary>
    public virtual string Range => "";

    /// <summary>Reads a value from a configuration.</summary>
    public abstract bool TryParse(string written, [MaybeNullWhen(false)] out TValue value);

    /// <summary>Writes a value, or what may be said of a secret one.</summary>
    public abstract string Write(TValue value);

    /// <summary>Whether a value is within the range.</summary>
    public virtual bool Accepts(TValue value) => true;

    /// <summary>What may help whoever set a value that is not accepted; empty, or text that follows the range.</summary>
    public virtual string Hint(TValue value) => "";

    /// <summary>The value, or a copy of one that can be changed.</summary>
    public virtual TValue Copy(TValue value) => value;

    /// <summary>Text that could not be read, as a message may have it.</summary>
    public virtual string Quote(string written)
    {
        var shown = written.Length <= LongestQuote ? written : written[..LongestQuote] + "...";
        return $"\"{string.Concat(shown.Select(character => character is >= ' ' and <= '~' ? character : '?'))}\"";
    }
}
