using System.Globalization;
using System.Text.Json;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Writes all attestations as JSON Lines. Opinions are computed from the committed evidence, so that an import
/// gives the same evidence.</summary>
internal static class ExportCommand
{
    private static readonly JsonWriterOptions Compact = new() { Indented = false };

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using var folder = await RegistryFolder.OpenForReadingAsync(arguments, cancellationToken);
        var registry = folder.Registry;
        var subjects = registry.ListSubjects();
        var count = 0;
        await OutputFile.WriteAsync(arguments["--out"], async output =>
        {
            await using var buffered = new BufferedStream(output, 1 << 16);
            await ProgressDisplay.RunAsync("Exporting", subjects.Count, async progress =>
            {
                for (var i = 0; i < subjects.Count; i++)
                {
                    var opening = await registry.OpenAsync(subjects[i].Account, cancellationToken);
                    foreach (var attestation in OpenedAttestation.From(opening))
                    {
                        Write(buffered, subjects[i].Account, attestation);
                        count++;
                    }

                    progress.Report(i + 1);
                }

                return true;
            });
        });
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Exported {count} attestations of {subjects.Count} subjects. They are confidential."));
    }

    private static void Write(Stream output, EvmAddress subject, OpenedAttestation attestation)
    {
        using (var writer = new Utf8JsonWriter(output, Compact))
        {
            var opinion = attestation.Opinion;
            writer.WriteStartObject();
            writer.WriteString("source", attestation.Source.ToString());
            writer.WriteString("target", subject.ToString());
            writer.WriteStartObject("opinion");
            writer.WriteNumber("belief", opinion.Belief);
            writer.WriteNumber("disbelief", opinion.Disbelief);
            writer.WriteNumber("uncertainty", opinion.Uncertainty);
            writer.WriteNumber("base_rate", opinion.BaseRate);
            writer.WriteEndObject();
            writer.WriteNumber("weight", attestation.Weight);
            writer.WriteString("attestation_type", attestation.Type);
            writer.WriteNumber("created_at", attestation.CreatedAt);
            if (attestation.ExpiresAt is { } expires) writer.WriteNumber("expires_at", expires);
            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
