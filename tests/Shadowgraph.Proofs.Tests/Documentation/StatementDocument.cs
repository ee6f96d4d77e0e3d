using System.Text;
using System.Text.Json;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>docs/statement.md: its fenced blocks and tables.</summary>
internal static class StatementDocument
{
    private static readonly string[] Lines = File.ReadAllLines(FindFile());

    /// <summary>The test vectors.</summary>
    public static JsonElement Vectors { get; } = JsonDocument.Parse(Block(new("vectors"))).RootElement;

    /// <summary>The content of the one block that is fenced as <c>json name</c>.</summary>
    public static byte[] Block(string name)
    {
        var start = Array.IndexOf(Lines, $"```json {name}") + 1;
        Assert.That(start, Is.Positive, $"statement.md has no block named {name}");
        var end = Array.IndexOf(Lines, "```", start);
        return Encoding.UTF8.GetBytes(string.Join('\n', Lines[start..end]));
    }

    /// <summary>The rows of the one table with this first line, as cells without the space around them.</summary>
    public static string[][] Table(string head)
    {
        var start = Array.IndexOf(Lines, head) + 2;
        Assert.That(start, Is.GreaterThan(1), $"statement.md has no table that starts {head}");
        return
        [
            .. Lines.Skip(start).TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];
    }

    private static string FindFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "docs", "statement.md");
            if (File.Exists(file)) return file;
        }

        throw new FileNotFoundException($"No folder above {AppContext.BaseDirectory} has docs/statement.md.");
    }
}
