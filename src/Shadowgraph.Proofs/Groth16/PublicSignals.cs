using System.Text.Json;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The public signals of a proof as a file: snarkjs's public.json, a list of decimal integers.</summary>
public static class PublicSignals
{
    private const string Kind = "public.json file";

    /// <summary>Writes a public.json file, byte for byte as snarkjs does.</summary>
    /// <param name="signals">Public outputs, then public inputs, without the constant one.</param>
    public static byte[] ToJson(ReadOnlySpan<Fr> signals)
    {
        using var file = new SnarkjsJsonWriter();
        file.Json.WriteStartArray();
        foreach (ref readonly var signal in signals) file.Json.WriteStringValue(signal.ToString());
        file.Json.WriteEndArray();
        return file.ToArray();
    }

    /// <summary>Reads a public.json file.</summary>
    /// <param name="utf8">The file's content, at most 64 MiB.</param>
    /// <returns>Canonical signals; nothing is reduced.</returns>
    /// <exception cref="ConstraintSystems.ProofFileException">
    /// The file is malformed, or a number in it is not canonical or not below the group order r.
    /// </exception>
    public static Fr[] FromJson(ReadOnlySpan<byte> utf8)
    {
        var file = new SnarkjsJsonReader(utf8, Kind, SnarkjsJsonReader.LargeFile);
        try
        {
            var signals = new List<Fr>();
            file.BeginArray("list of signals");
            while (file.NextElement()) signals.Add(file.Scalar(FormattableString.Invariant($"signal {signals.Count}")));
            file.End();
            return [.. signals];
        }
        catch (JsonException e)
        {
            throw file.Malformed(e);
        }
    }
}
