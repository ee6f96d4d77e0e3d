using System.Globalization;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Prints the root, or all roots that are kept.</summary>
internal static class RootCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using var folder = await RegistryFolder.OpenForReadingAsync(arguments, cancellationToken);
        if (arguments["--history"] is null)
        {
            Console.WriteLine(folder.Registry.Root);
            return;
        }

        foreach (var root in folder.Registry.Roots)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{root.Sequence}\t{root.PublishedAt:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\t{root.SubjectCount}\t{root.Root}"));
        }
    }
}
