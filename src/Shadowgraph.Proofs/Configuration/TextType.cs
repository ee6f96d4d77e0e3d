namespace Shadowgraph.Proofs.Configuration;

/// <summary>A non-blank text, or null.</summary>
/// <param name="none">The meaning of null, for display.</param>
internal sealed class TextType(string none) : OptionType<string?>
{
    public override string Form => "text";

    public override string Range => "text that is not blank, or left out";

    public override bool TryParse(string written, out string? value)
    {
        value = written;
        return true;
    }

    public override string Write(string? value) => value switch
    {
        null => none,
        _ when string.IsNullOrWhiteSpace(value) => "blank",
        _ => value,
    };

    public override bool Accepts(string? value) => value is null || !string.IsNullOrWhiteSpace(value);
}
