using System.Text.Json;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Json;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The public signals of a proof as a file: snarkjs's public.json, a list of decimal integers.</summary>
public static class PublicSignals
{
    private const string Kind = "public.json file";

    /// <summary>Writes a public.json file, byte for byte as the command <c>snarkjs groth16 prove</c> does.</summary>
    /// <param name="signals">Public outputs, then public inputs, without the constant one.</param>
    public static byte[] ToJson(ReadOnlySpan<Fr> signals)
    {
        // snarkjs breaks the line even in an empty list.
        if (signals.IsEmpty) return "[\n]"u8.ToArray();
        using var file = new SnarkjsJsonWriter();
        file.Json.WriteStartArray();
        foreach (ref readonly var signal in signals) file.Json.WriteStringValue(signal.ToString());
        file.Json.WriteEndArray();
        return file.ToArray();
    }

    /// <summary>Reads a public.json file.</summary>
    /// <param name="utf8">The file's content, at most 64 MiB and 2^20 signals; <c>null</c>, as written by rapidsnark, means no signals.</param>
    /// <returns>Canonical signals; no value is reduced.</returns>
    /// <exception cref="ProofFileException">
    /// The file is malformed, or a number is not canonical or not below the group order r.
    /// </exception>
    public static Fr[] FromJson(ReadOnlySpan<byte> utf8)
    {
        var file = new SnarkjsJsonReader(utf8, Kind, SnarkjsJsonReader.LargeFile);
        try
        {
            var signals = new List<Fr>();

            // rapidsnark's encoding of an empty list.
            if (file.TryReadNull())
            {
                file.End();
                return [];
            }

            file.BeginArray("list of signals");
            while (file.NextElement())
            {
                file.RequireRoom(signals.Count);
                signals.Add(file.Scalar("signal", signals.Count));
            }

            file.End();
            return [.. signals];
        }
        catch (JsonException e)
        {
            throw file.Malformed(e);
        }
    }
}
