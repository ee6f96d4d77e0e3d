using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Configuration;

/// <summary>The notation and the accepted values of an option.</summary>
internal abstract class OptionType<TValue>
{
    private const int LongestQuote = 100;

    /// <summary>The notation of a value, as the continuation of "must be".</summary>
    public abstract string Form { get; }

    /// <summary>The accepted values, as the continuation of "must be"; empty if all values of the form are accepted.</summary>
    public virtual string Range => "";

    /// <summary>Reads a value from a configuration.</summary>
    public abstract bool TryParse(string written, [MaybeNullWhen(false)] out TValue value);

    /// <summary>Formats a value; a secret is replaced by a harmless text.</summary>
    public abstract string Write(TValue value);

    /// <summary>Whether a value is within the range.</summary>
    public virtual bool Accepts(TValue value) => true;

    /// <summary>Advice about a refused value, appended to the range; may be empty.</summary>
    public virtual string Hint(TValue value) => "";

    /// <summary>The value itself, or a copy if the value is mutable.</summary>
    public virtual TValue Copy(TValue value) => value;

    /// <summary>An unreadable text in a form suitable for messages.</summary>
    public virtual string Quote(string written)
    {
        var shown = written.Length <= LongestQuote ? written : written[..LongestQuote] + "...";
        return $"\"{string.Concat(shown.Select(character => character is >= ' ' and <= '~' ? character : '?'))}\"";
    }
}
