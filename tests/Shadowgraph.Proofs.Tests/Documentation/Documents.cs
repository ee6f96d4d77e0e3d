namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>The project's documents, and the code that they show.</summary>
internal static class Documents
{
    /// <summary>All documents, by their paths from <see cref="Checkout.Root"/>.</summary>
    public static IEnumerable<string> All =>
        new[] { "", "docs", "benchmarks", "src/Shadowgraph.Proofs" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Checkout.Root, folder), "*.md"))
            .Select(path => Path.GetRelativePath(Checkout.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string Read(string document) => File.ReadAllText(Path.Combine(Checkout.Root, document));

    /// <summary>The rows of the table with this first line, as cells.</summary>
    public static string[][] Rows(string document, string head)
    {
        var lines = Read(document).Split('\n');
        var start = Array.IndexOf(lines, head) + 2;
        Assert.That(start, Is.GreaterThan(1), $"{document} has no table that starts {head}");
        return
        [
            .. lines.Skip(start).TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];
    }

    /// <summary>The code between all marks of a name in a file of this folder, in one piece.</summary>
    public static string Region(string name, string file)
    {
        var code = new List<string>();
        var inside = false;
        var piece = new List<string>();
        foreach (var line in File.ReadAllLines(Path.Combine(Checkout.Root, "tests/Shadowgraph.Proofs.Tests/Documentation", file)))
        {
            if (line.Trim() == $"// readme: {name}")
            {
                inside = true;
            }
            else if (inside && line.Trim() == "// readme: end")
            {
                inside = false;
                var indent = piece.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
                code.AddRange(piece.Select(l => l.Length == 0 ? l : l[indent..]));
                piece.Clear();
            }
            else if (inside)
            {
                piece.Add(line);
            }
        }

        Assert.That(code, Is.Not.Empty, $"{file} has no region {name}.");
        return string.Join('\n', code);
    }
}
