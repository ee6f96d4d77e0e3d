namespace Shadowgraph.Proofs.Configuration;

/// <summary>An option for display. No row holds a secret.</summary>
/// <param name="Path">The full name, with enclosing groups separated by full stops.</param>
/// <param name="Form">The notation of a value.</param>
/// <param name="Range">The accepted values; empty if all values of the form are accepted.</param>
/// <param name="Default">The default value.</param>
/// <param name="Value">The current value.</param>
/// <param name="IsDefault">Whether the current value is the default.</param>
/// <param name="Text">A description in Markdown.</param>
internal sealed record OptionRow(string Path, string Form, string Range, string Default, string Value, bool IsDefault, string Text);
