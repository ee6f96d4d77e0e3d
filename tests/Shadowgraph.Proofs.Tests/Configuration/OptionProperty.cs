using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Shadowgraph.Proofs.Tests.Configuration;

/// <summary>
/// A property of options, found by reflection: whatever is added to any of them is found too. A kind of property that is not known here fails
/// the tests, so that it is made known.
/// </summary>
internal sealed record OptionProperty(string Path, object Owner, PropertyInfo Info)
{
    public object? Value => Info.GetValue(Owner);

    public bool IsLimit => Value is int or long or TimeSpan;

    /// <summary>The value in a form that can be compared.</summary>
    public object? Content => Value switch
    {
        byte[] bytes => Convert.ToHexStringLower(bytes),
        ISet<string> set => string.Join(", ", set.Order(StringComparer.Ordinal)),
        IDictionary map => string.Join(", ", map.Keys.Cast<object>().Select(key => $"{key} {map[key]}").Order(StringComparer.Ordinal)),
        var value => value,
    };

    /// <summary>All properties of options, those of groups among them.</summary>
    public static IEnumerable<OptionProperty> Of(object options, string prefix = "")
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var isGroup = !property.CanWrite && property.PropertyType.Namespace!.StartsWith("Shadowgraph", StringComparison.Ordinal);
            if (!isGroup) yield return new(prefix + property.Name, options, property);
            else
            {
                foreach (var inner in Of(property.GetValue(options)!, $"{prefix}{property.Name}.")) yield return inner;
            }
        }
    }

    public void SetNumber(long value) => Info.SetValue(Owner, Value switch
    {
        TimeSpan => TimeSpan.FromTicks(value),
        long => value,
        _ => (object)(int)value,
    });

    /// <summary>Sets another value than the default, one that is accepted.</summary>
    public void SetOther()
    {
        if (Value is ISet<string> set) set.UnionWith(["ann", "0xabcdefabcdefabcdefabcdefabcdefabcdefabcd", Path.ToLowerInvariant()]);
        else if (Value is IDictionary map) map.Add(Names(map.GetType().GetGenericArguments()[0])[^1], new string('7', 64));
        else Info.SetValue(Owner, OtherScalar());
    }

    /// <summary>The value as a configuration has it.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Entries()
    {
        var key = Path.Replace('.', ':');
        return Value switch
        {
            ISet<string> set => set.Select((text, i) => KeyValuePair.Create($"{key}:{i}", (string?)text)),
            IDictionary map => map.Keys.Cast<object>().Select(name => KeyValuePair.Create($"{key}:{name}", (string?)map[name])),
            byte[] bytes => [new(key, Convert.ToBase64String(bytes))],
            TimeSpan time => [new(key, time.ToString("c", CultureInfo.InvariantCulture))],
            var value => [new(key, Convert.ToString(value, CultureInfo.InvariantCulture))],
        };
    }

    private object OtherScalar() => Value switch
    {
        int number => number + 1,
        long number => number + 1,
        TimeSpan time => time + TimeSpan.FromSeconds(1),
        bool flag => !flag,
        Enum choice => Names(choice.GetType())[^1],
        byte[] => Enumerable.Range(0, 20).Select(i => (byte)(i * 13)).ToArray(),
        _ when Info.PropertyType == typeof(string) => $"other {Path}",
        _ => throw new AssertionException($"A property of a new kind: {Path} is a {Info.PropertyType}."),
    };

    private static object[] Names(Type type) => [.. Enum.GetValues(type).Cast<object>()];
}
