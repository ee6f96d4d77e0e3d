using System.Collections;
using System.Reflection;
using System.Text;

namespace Shadowgraph.Proofs.Tests.Secrets;

/// <summary>
/// ToString of an object and of all that its public properties lead to, as far as the types are the library's and public. The mathematics is
/// left out: a number's text is the number. So are exceptions that others threw: what they say is theirs.
/// </summary>
internal static class WrittenOut
{
    private const int Deepest = 5;

    public static string Of(params object?[] objects)
    {
        var text = new StringBuilder();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var each in objects) Write(each, 0, seen, text);
        return text.ToString();
    }

    /// <summary>An exception with all that is inside of it, as a log would write it.</summary>
    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        for (var each = exception; each is not null; each = each.InnerException)
        {
            text.AppendLine(each.ToString()).AppendLine(each.Message);
            foreach (DictionaryEntry entry in each.Data) text.AppendLine($"{entry.Key}: {entry.Value}");
        }

        return text.ToString();
    }

    private static void Write(object? value, int depth, HashSet<object> seen, StringBuilder text)
    {
        if (value is null || depth > Deepest || !seen.Add(value)) return;
        if (value is IEnumerable list and not string)
        {
            foreach (var element in list) Write(element, depth + 1, seen, text);
            return;
        }

        var type = value.GetType();
        if (type.Assembly != typeof(IProofPipeline).Assembly || !type.IsPublic || type.Namespace!.EndsWith("Bn254", StringComparison.Ordinal))
            return;
        text.AppendLine($"{type.Name}: {value}");
        if (type.IsEnum) return;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0 || property.PropertyType.IsByRefLike) continue;
            Write(property.GetValue(value), depth + 1, seen, text);
        }
    }
}
