namespace Shadowgraph.Proofs.Configuration;

/// <summary>A Boolean value.</summary>
internal sealed class FlagType : OptionType<bool>
{
    public override string Form => "true or false";

    public override bool TryParse(string written, out bool value) => bool.TryParse(written, out value);

    public override string Write(bool value) => value ? "true" : "false";
}
