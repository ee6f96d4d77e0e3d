using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Configuration;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Tests.Configuration;

/// <summary>No option is missing in a table, and what stands beside a property says what the table says.</summary>
[TestFixture]
public sealed class OptionTableTests
{
    private static readonly object[] Roots = [new ProofPipelineOptions(), new FileAuditSinkOptions()];

    private static readonly XDocument Comments =
        XDocument.Load(Path.ChangeExtension(typeof(IProofPipeline).Assembly.Location, ".xml"));

    [TestCaseSource(nameof(Roots))]
    public void Table_HasEveryProperty(object options) => Assert.That(
        Rows(options).Select(row => row.Path), Is.EquivalentTo(OptionProperty.Of(options).Select(property => property.Path)));

    [TestCaseSource(nameof(Roots))]
    public void Rows_SayWhatAnOptionDoes(object options) =>
        Assert.That(Rows(options).Select(row => row.Text), Has.All.Matches("^[A-Z`0][^|\n]{10,}[.]$"));

    /// <summary>Options of a class that nobody thought of would have no table. Arguments of a single call, all init-only, need none.</summary>
    [Test]
    public void EveryClassOfOptions_HasATable()
    {
        var known = Roots.SelectMany(root => OptionProperty.Of(root).Select(property => property.Owner.GetType()))
            .Append(typeof(ProofPipelineOptions))
            .ToHashSet();
        var all = typeof(IProofPipeline).Assembly.GetExportedTypes()
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Where(type => !type.GetProperties().All(IsInitOnly));

        Assert.That(known, Is.EquivalentTo(all));
    }

    [TestCaseSource(nameof(Roots))]
    public void Comment_OfEveryProperty_StatesTheDefault(object options)
    {
        foreach (var property in OptionProperty.Of(options))
        {
            var member = $"P:{property.Owner.GetType().FullName}.{property.Info.Name}";
            var value = Comments.Descendants("member").Single(each => each.Attribute("name")!.Value == member).Element("value");
            Assert.That(value, Is.Not.Null, $"{property.Path} has no <value>.");
            var text = string.Concat(value!.Nodes().Select(node => node is XElement link
                ? link.Attribute("cref")!.Value.Split('.')[^1]
                : node.ToString()));
            Assert.That(Forms(property.Value).Any(form => text.Trim().StartsWith($"Default: {form}", StringComparison.Ordinal)), Is.True,
                $"{property.Path}: \"{text.Trim()}\" does not start with one of: {string.Join(" / ", Forms(property.Value))}");
        }
    }

    [Test]
    public void Secret_IsInNoRow()
    {
        var options = new ProofPipelineOptions { Audit = { Key = [.. "0123456789abcdef"u8] } };

        var row = ProofPipelineOptionTable.Table.Rows(options).Single(row => row.Path == "Audit.Key");

        Assert.That((row.Default, row.Value), Is.EqualTo(("empty", "a secret key")));
    }

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ?? false;

    private static IEnumerable<OptionRow> Rows(object options) => options is FileAuditSinkOptions sink
        ? FileAuditSinkOptionTable.Table.Rows(sink)
        : ProofPipelineOptionTable.Table.Rows((ProofPipelineOptions)options);

    /// <summary>How people write a value.</summary>
    private static string[] Forms(object? value) => value switch
    {
        TimeSpan time => [.. Units(time)],
        int or long => [.. Numbers(Convert.ToInt64(value, null))],
        bool flag => flag ? ["true."] : ["false.", "false,"],
        Enum choice => [$"{choice}"],
        null or string => ["null"],
        _ => ["empty"],
    };

    private static IEnumerable<string> Numbers(long number)
    {
        yield return $"{number}.";
        yield return $"{number},";
        yield return number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ') + ".";
        if (number > 0 && number % (1 << 20) == 0) yield return $"{number >> 20} MiB.";
    }

    private static IEnumerable<string> Units(TimeSpan time)
    {
        foreach (var (unit, length) in new[] { ("second", time.TotalSeconds), ("minute", time.TotalMinutes), ("hour", time.TotalHours) })
        {
            if (length == 1) yield return $"1 {unit}.";
            else if (length * 10 % 1 == 0) yield return FormattableString.Invariant($"{length} {unit}s.");
        }
    }
}
