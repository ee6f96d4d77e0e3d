using System.Text;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Shows the web of trust around a subject, on the terminal or as an SVG file.</summary>
internal static class GraphCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (subject, asOf, most) = (arguments.Subject, arguments.AsOf, arguments.Number("--most", otherwise: 24, least: 1, most: 200));
        await using var folder = await RegistryFolder.OpenForReadingAsync(arguments, cancellationToken);
        var web = await TrustWeb.ReadAsync(folder.Registry, subject, asOf, most, cancellationToken);
        if (arguments["--svg"] is { } path)
        {
            await OutputFile.WriteAsync(path, output => output.WriteAsync(Encoding.UTF8.GetBytes(SvgPicture.Draw(web)), cancellationToken).AsTask());
            Console.WriteLine($"The picture is in {path}. It shows every attestation's source and target: keep the picture as confidential as the registry.");
            return;
        }

        TextPicture.Draw(web, Console.Out);
    }
}
