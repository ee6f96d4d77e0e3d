namespace Shadowgraph.Proofs.Configuration;

/// <summary>A choice from several names, in any letter case.</summary>
internal sealed class ChoiceType<TChoice> : OptionType<TChoice>
    where TChoice : struct, Enum
{
    private static readonly string[] Names = Enum.GetNames<TChoice>();

    public override string Form => $"{string.Join(", ", Names[..^1])} or {Names[^1]}";

    public override string Range => Form;

    // Enum.TryParse would also accept numbers and comma-separated names.
    public override bool TryParse(string written, out TChoice value)
    {
        value = default;
        return Names.Contains(written, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(written, ignoreCase: true, out value);
    }

    public override string Write(TChoice value) => value.ToString();

    public override bool Accepts(TChoice value) => Enum.IsDefined(value);
}
