using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>
/// The C# blocks of a document as a reader pastes them: each into Program.cs or a file of its own, in a project with implicit usings and
/// with the types of the blocks before it.
/// </summary>
internal static partial class DocumentCode
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // As projects have it: assemblies of an earlier .NET stand for those of this one.
    private static readonly Dictionary<string, ReportDiagnostic> Ignored = new() { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress };

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The C# blocks of a document, in their order.</summary>
    public static IReadOnlyList<string> Blocks(string text) => [.. CSharpBlock().Matches(text).Select(match => match.Groups[1].Value)];

    /// <summary>Compiles each block.</summary>
    /// <returns>One compilation for each block.</returns>
    public static IReadOnlyList<CSharpCompilation> Compile(IReadOnlyList<string> blocks, string furtherUsings = "")
    {
        var compilations = new List<CSharpCompilation>();
        var before = new List<SyntaxTree> { CSharpSyntaxTree.ParseText(ImplicitUsings + "\n" + furtherUsings, Language) };
        foreach (var block in blocks)
        {
            var tree = CSharpSyntaxTree.ParseText(block, Language);
            var root = tree.GetCompilationUnitRoot();
            var isProgram = root.Members.OfType<GlobalStatementSyntax>().Any();
            compilations.Add(CSharpCompilation.Create(
                $"Block{compilations.Count}",
                [.. before, tree],
                References,
                Options(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)));
            var types = root.WithMembers([.. root.Members.Where(member => member is not GlobalStatementSyntax)]);
            before.Add(CSharpSyntaxTree.ParseText(types.ToFullString(), Language));
        }

        return compilations;
    }

    /// <summary>Compiles all blocks as one library. None of them may have statements outside of types.</summary>
    public static CSharpCompilation CompileTogether(IReadOnlyList<string> blocks, string furtherUsings) => CSharpCompilation.Create(
        "Blocks",
        blocks.Prepend(ImplicitUsings + "\n" + furtherUsings).Select(block => CSharpSyntaxTree.ParseText(block, Language)),
        References,
        Options(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>What the compiler has against it.</summary>
    public static IReadOnlyList<string> Problems(CSharpCompilation compilation) =>
    [
        .. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()),
    ];

    private static CSharpCompilationOptions Options(OutputKind kind) =>
        new(kind, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: Ignored);

    [GeneratedRegex(@"^```csharp\n(.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CSharpBlock();
}
