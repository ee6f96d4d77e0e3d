using System.ComponentModel;
using System.Globalization;

namespace Shadowgraph.Proofs.Serialization;

/// <summary>Converts between a value and the canonical text, for binding by type converters: routes, queries, configuration.</summary>
/// <typeparam name="T">A small value with a canonical text.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParsableTypeConverter<T> : TypeConverter
    where T : ISpanParsable<T>
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? T.Parse(text, provider: null) : base.ConvertFrom(context, culture, value);

    /// <inheritdoc/>
    public override object? ConvertTo(ITypeDescriptorContext? context, CultureInfo? culture, object? value, Type destinationType) =>
        value is T && destinationType == typeof(string) ? value.ToString() : base.ConvertTo(context, culture, value, destinationType);
}
