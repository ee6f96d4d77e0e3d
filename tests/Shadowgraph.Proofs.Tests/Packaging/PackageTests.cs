using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shadowgraph.Proofs.Tests.Documentation;

namespace Shadowgraph.Proofs.Tests.Packaging;

/// <summary>
/// The package as a user gets it: packed, and installed from a folder into a new project outside of the repository. Everything is done in a
/// temporary folder that has a package cache of its own; what else the project needs is read from the machine's cache, without a network.
/// </summary>
[TestFixture]
[Parallelizable]
public sealed class PackageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("shadowgraph-package-").FullName;
    private readonly string _version = $"0.0.1-test.{Guid.NewGuid():N}";

    private string Packages => Path.Combine(_folder, "packages");

    [OneTimeSetUp]
    public void Pack()
    {
        var configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        Dotnet(
            Checkout.Root, "pack", "src/Shadowgraph.Proofs", "-c", configuration, "--no-build", "-o", Packages, "-nodeReuse:false",
            $"-p:PackageVersion={_version}", $"-p:NuspecOutputPath={Path.Combine(_folder, "nuspec")}{Path.DirectorySeparatorChar}");
    }

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Package_HoldsLibraryDocumentationReadmeAndIcon()
    {
        using var package = Open("nupkg");

        Assert.That(
            package.Entries.Select(entry => entry.FullName),
            Is.SupersetOf(new[] { "lib/net10.0/Shadowgraph.Proofs.dll", "lib/net10.0/Shadowgraph.Proofs.xml", "README.md", "icon.png" }));
        var metadata = Specification(package).Elements().Single();
        Assert.That(Value(metadata, "readme"), Is.EqualTo("README.md"));
        Assert.That(Value(metadata, "icon"), Is.EqualTo("icon.png"));
        Assert.That(Value(metadata, "license"), Is.EqualTo("MIT"));
        Assert.That(Value(metadata, "tags").Split(' '), Does.Contain("proof-pipeline").And.Contain("groth16"));
    }

    [Test]
    public void Package_NamesNoAddress_AsThereIsNone()
    {
        using var package = Open("nupkg");
        var metadata = Specification(package).Elements().Single();

        Assert.That(metadata.Elements().Select(child => child.Name.LocalName), Has.None.EqualTo("projectUrl"));
        Assert.That(metadata.Descendants().Attributes("url"), Is.Empty);
        Assert.That(Value(metadata, "releaseNotes"), Does.Not.Contain("://").And.Contain("CHANGELOG.md"));
    }

    [Test]
    public void Readme_IsShort_ShowsTheExample_AndNamesDocumentsThatAreInThePackage()
    {
        using var package = Open("nupkg");
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
        var text = reader.ReadToEnd();
        var entries = package.Entries.Select(entry => entry.FullName).ToArray();

        Assert.That(text.Split('\n'), Has.Length.LessThan(150));
        Assert.That(text, Does.Contain($"```csharp\n{ReadmeTests.PipelineProgram}\n```"));
        Assert.That(Regex.Matches(text, @"\]\(([^)]+)\)").Select(link => link.Groups[1].Value), Is.Not.Empty.And.All.StartsWith("https://"));
        var documents = Regex.Matches(text, "`([^`]+\\.md)`").Select(named => named.Groups[1].Value).ToArray();
        Assert.That(documents, Has.Length.GreaterThan(5));
        Assert.That(documents, Is.SubsetOf(entries));
    }

    [Test]
    public void Documentation_HoldsThePublicMembersAlone()
    {
        using var package = Open("nupkg");
        using var stream = package.GetEntry("lib/net10.0/Shadowgraph.Proofs.xml")!.Open();
        var ids = XDocument.Load(stream).Descendants("member").Select(member => member.Attribute("name")!.Value).ToArray();
        const BindingFlags declared =
            BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var types = typeof(IProofPipeline).Assembly.GetExportedTypes().ToDictionary(type => type.FullName!.Replace('+', '.'));

        Assert.That(
            ids.Where(id => id[0] == 'T').Select(id => id[2..]), Is.EquivalentTo(types.Keys), "Every public type is documented, and no other.");
        foreach (var id in ids.Where(id => id[0] != 'T'))
        {
            var name = id[2..].Split('(')[0];
            var end = name.LastIndexOf('.');
            Assert.That(types.TryGetValue(name[..end], out var owner), id);
            var members = owner!.GetMember(name[(end + 1)..].Replace('#', '.'), declared);
            Assert.That(members.Any(IsVisible), id);
        }

        Assert.That(ids.Count(id => id[0] == 'M'), Is.GreaterThan(100));
    }

    [Test]
    public void Icon_IsAPictureOf128Pixels()
    {
        using var package = Open("nupkg");
        using var icon = package.GetEntry("icon.png")!.Open();
        var head = new byte[24];
        icon.ReadExactly(head);

        Assert.That(head[..8], Is.EqualTo(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10 }));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(16)), Is.EqualTo(128));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(20)), Is.EqualTo(128));
    }

    [Test]
    public void SymbolPackage_HoldsTheSymbols()
    {
        using var symbols = Open("snupkg");

        Assert.That(symbols.Entries.Select(entry => entry.FullName), Does.Contain("lib/net10.0/Shadowgraph.Proofs.pdb"));
    }

    [Test]
    public void Package_DoesNotBarLaterVersionsOfWhatItNeeds()
    {
        using var package = Open("nupkg");
        var versions = Specification(package).Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(dependency => dependency.Attribute("version")!.Value)
            .ToArray();

        Assert.That(versions, Is.Not.Empty.And.All.Not.Contains("["));
    }

    [Test]
    public void FormForReadyToRun_HasTheSameMembers_AndKernelsThatReadyToRunCompiles()
    {
        using var package = Open("nupkg");
        using var ordinary = Metadata(package, "lib/net10.0/Shadowgraph.Proofs.dll");
        using var form = Metadata(package, "readytorun/Shadowgraph.Proofs.dll");

        Assert.That(Methods(form).Select(method => method.Name), Is.EqualTo(Methods(ordinary).Select(method => method.Name)));
        string[] Marked(PEReader assembly) => Methods(assembly)
            .Where(method => (method.Options & MethodImplAttributes.AggressiveOptimization) != 0)
            .Select(method => method.Name)
            .ToArray();
        Assert.That(Marked(ordinary), Has.Length.GreaterThan(100));
        Assert.That(Marked(form), Is.Empty);
    }

    [TestCase("x86-64-v4", null, "readytorun", "--other;--instruction-set:x86-64-v4")]
    [TestCase("", null, "lib", "--other")]
    [TestCase("x86-64-v4", "--of-the-command-line", "lib", "--of-the-command-line")]
    public void Project_ThatPublishesWithReadyToRun_GetsTheFormForItIfItNamesProcessors(
        string processors, string? commandLine, string folder, string arguments)
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder, $"publish-{Guid.NewGuid():N}")).FullName;
        using (var package = Open("nupkg")) package.ExtractToDirectory(Path.Combine(project, "package"));
        File.WriteAllText(Path.Combine(project, "Publish.proj"), $"""
            <Project>
              <PropertyGroup>
                <PublishReadyToRun>true</PublishReadyToRun>
                <ShadowgraphProofsInstructionSet>{processors}</ShadowgraphProofsInstructionSet>
                <PublishReadyToRunCrossgen2ExtraArgs>--other</PublishReadyToRunCrossgen2ExtraArgs>
              </PropertyGroup>
              <ItemGroup>
                <ResolvedFileToPublish Include="package/lib/net10.0/Shadowgraph.Proofs.dll" RelativePath="Shadowgraph.Proofs.dll" />
                <ResolvedFileToPublish Include="package/other/Other.dll" RelativePath="Other.dll" />
              </ItemGroup>
              <Target Name="_PrepareForReadyToRunCompilation" />
              <Import Project="package/buildTransitive/Shadowgraph.Proofs.targets" />
            </Project>
            """);

        string[] given = commandLine is null ? [] : [$"-p:PublishReadyToRunCrossgen2ExtraArgs={commandLine}"];
        var answer = JsonNode.Parse(Dotnet(
            project,
            [
                "msbuild", "-nodeReuse:false", "-t:_PrepareForReadyToRunCompilation", "-getItem:ResolvedFileToPublish",
                "-getProperty:PublishReadyToRunCrossgen2ExtraArgs", .. given,
            ]))!;

        var files = answer["Items"]!["ResolvedFileToPublish"]!.AsArray().ToDictionary(file => (string)file!["RelativePath"]!, file => (string)file!["FullPath"]!);
        Assert.That(files.Keys, Is.EquivalentTo(new[] { "Shadowgraph.Proofs.dll", "Other.dll" }));
        Assert.That(files["Other.dll"], Does.EndWith("Other.dll"));
        Assert.That(File.Exists(files["Shadowgraph.Proofs.dll"]));
        Assert.That(Path.GetFullPath(files["Shadowgraph.Proofs.dll"]), Does.StartWith(Path.Combine(project, "package", folder) + Path.DirectorySeparatorChar));
        Assert.That((string)answer["Properties"]!["PublishReadyToRunCrossgen2ExtraArgs"]!, Is.EqualTo(arguments));
    }

    [Test]
    public void NewProject_WithThePackage_RunsTheReadmeExample()
    {
        var project = Path.Combine(_folder, "project");
        Directory.CreateDirectory(project);
        File.WriteAllText(Path.Combine(project, "Program.cs"), ReadmeTests.PipelineProgram);
        File.WriteAllText(Path.Combine(project, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="folder" value="{Packages}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{MachineCache()}" /></fallbackPackageFolders>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(project, "Example.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseSharedCompilation>false</UseSharedCompilation>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.Extensions.Hosting" Version="{HostingVersion()}" />
                <PackageReference Include="Shadowgraph.Proofs" Version="{_version}" />
              </ItemGroup>
            </Project>
            """);

        Dotnet(project, "build", "-nodeReuse:false");
        var output = Dotnet(project, "run", "--no-build");

        Assert.That(output, Does.Match("(?m)^Completed: 0x[0-9a-f]{64}\r?$"));
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        _ => false,
    };

    private ZipArchive Open(string extension) => ZipFile.OpenRead(Path.Combine(Packages, $"Shadowgraph.Proofs.{_version}.{extension}"));

    private static XElement Specification(ZipArchive package)
    {
        using var stream = package.GetEntry("Shadowgraph.Proofs.nuspec")!.Open();
        return XDocument.Load(stream).Root!;
    }

    private static PEReader Metadata(ZipArchive package, string entry)
    {
        using var stream = package.GetEntry(entry)!.Open();
        var content = new MemoryStream();
        stream.CopyTo(content);
        content.Position = 0;
        return new PEReader(content);
    }

    /// <summary>All methods of an assembly, in order of their names.</summary>
    private static (string Name, MethodImplAttributes Options)[] Methods(PEReader assembly)
    {
        var reader = assembly.GetMetadataReader();
        return reader.MethodDefinitions.Select(reader.GetMethodDefinition)
            .Select(method =>
            {
                var type = reader.GetTypeDefinition(method.GetDeclaringType());
                var name = $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}.{reader.GetString(method.Name)}";
                return (Name: name, method.ImplAttributes);
            })
            .OrderBy(method => method.Name, StringComparer.Ordinal)
            .ToArray();
    }

    private static string Value(XElement parent, string name) => parent.Elements().Single(child => child.Name.LocalName == name).Value;

    private string MachineCache()
    {
        var answer = Dotnet(Checkout.Root, "nuget", "locals", "global-packages", "--list", "--force-english-output");
        return answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string HostingVersion() => XDocument.Load(Path.Combine(Checkout.Root, "Directory.Packages.props")).Descendants("PackageVersion")
        .Single(package => package.Attribute("Include")!.Value == "Microsoft.Extensions.Hosting")
        .Attribute("Version")!.Value;

    private string Dotnet(string workingDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo(ProgramRun.DotNet, arguments)
        {
            WorkingDirectory = workingDirectory,
        };

        // What the running tests were started with is not for others.
        string[] prefixes = ["MSBuild", "VSTEST", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];
        foreach (var name in start.Environment.Keys.Where(
            name => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        if (workingDirectory != Checkout.Root) start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder, "cache");
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["XDG_DATA_HOME"] = start.Environment["LOCALAPPDATA"] = Path.Combine(_folder, "data");
        var (exitCode, output, errors) = ProgramRun.Run(start, Patience);
        Assert.That(exitCode, Is.Zero, $"dotnet {string.Join(' ', arguments)} failed.\n{output}\n{errors}");
        return output;
    }
}
