using System.Globalization;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Hashes everything again.</summary>
internal static class VerifyCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using var folder = await RegistryFolder.OpenForReadingAsync(arguments, cancellationToken);
        var verified = await ProgressDisplay.RunAsync("Verifying", folder.Registry.Count, progress => folder.Registry.VerifyAsync(progress, cancellationToken));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The attestations of all {verified} subjects lead to the root {folder.Registry.Root}."));
    }
}
