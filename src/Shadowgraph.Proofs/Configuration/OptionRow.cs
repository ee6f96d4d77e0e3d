namespace Shadowgraph.Proofs.Configuration;

/// <summary>An option as a reader sees it. No row holds a secret.</summary>
/// <param name="Path">Its name with the groups it is in, parted by full stops.</param>
/// <param name="Form">How a value is written.</param>
/// <param name="Range">Which values are accepted; empty for all of the form.</param>
/// <param name="Default">The value when nothing was set.</param>
/// <param name="Value">The value now.</param>
/// <param name="IsDefault">Whether it is the one when nothing was set.</param>
/// <param name="Text">What it does, in Markdown.</param>
internal sealed record OptionRow(string Path, string Form, string Range, string Default, string Value, bool IsDefault, string Text);
