using System.Text;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Publishes the attestations of files.</summary>
internal static class ImportCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var attestations = new List<Attestation>();
        foreach (var path in arguments.Operands) attestations.AddRange(await ReadAsync(path, cancellationToken));
        await Publication.PublishAsync(arguments, attestations, cancellationToken);
    }

    private static async Task<IReadOnlyList<Attestation>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw new RefusedException($"{path} is missing.");
        var text = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            // An array, or lines of one object each.
            if (text.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'[', ..]) return AttestationJson.Read(text);
            var attestations = new List<Attestation>();
            var number = 0;
            foreach (var line in Encoding.UTF8.GetString(text).Split('\n'))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line)) continue;
                try
                {
                    attestations.AddRange(AttestationJson.Read(Encoding.UTF8.GetBytes($"[{line}]")));
                }
                catch (InvalidAttestationException e)
                {
                    throw new RefusedException($"{path}, line {number}: {e.Message}");
                }
            }

            return attestations;
        }
        catch (InvalidAttestationException e)
        {
            throw new RefusedException($"{path}: {e.Message}");
        }
    }
}
