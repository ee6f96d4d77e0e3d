namespace Shadowgraph.Samples.Publisher;

/// <summary>Writes the opening of a subject's leaf.</summary>
internal static class OpenCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var subject = arguments.Subject;
        await using var folder = await RegistryFolder.OpenForReadingAsync(arguments, cancellationToken);
        var opening = await folder.Registry.OpenAsync(subject, cancellationToken);
        await OutputFile.WriteAsync(arguments["--out"], output => output.WriteAsync(opening.ToJson(), cancellationToken).AsTask());
    }
}
