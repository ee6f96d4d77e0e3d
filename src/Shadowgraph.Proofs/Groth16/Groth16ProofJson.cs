using System.Text.Json;
using Shadowgraph.Proofs.Groth16.Json;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>snarkjs's proof.json.</summary>
internal static class Groth16ProofJson
{
    private const string Kind = "proof.json file";
    private const int MaxBytes = 1 << 16;

    public static byte[] Write(Groth16Proof proof)
    {
        using var file = new SnarkjsJsonWriter();
        file.Json.WriteStartObject();
        file.Json.WritePropertyName("pi_a"u8);
        file.Point(proof.A);
        file.Json.WritePropertyName("pi_b"u8);
        file.Point(proof.B);
        file.Json.WritePropertyName("pi_c"u8);
        file.Point(proof.C);
        file.Json.WriteString("protocol"u8, SnarkjsNames.Protocol);
        file.Json.WriteString("curve"u8, SnarkjsNames.Curve);
        file.Json.WriteEndObject();
        return file.ToArray();
    }

    public static Groth16Proof Read(ReadOnlySpan<byte> utf8)
    {
        var file = new SnarkjsJsonReader(utf8, Kind, MaxBytes);
        try
        {
            return Read(ref file);
        }
        catch (JsonException e)
        {
            throw file.Malformed(e);
        }
    }

    /// <summary>Protocol and curve must be right if present; rapidsnark omits the curve.</summary>
    private static Groth16Proof Read(ref SnarkjsJsonReader file)
    {
        G1Affine? a = null, c = null;
        G2Affine? b = null;
        file.BeginObject();
        while (file.NextProperty())
        {
            if (file.Is("pi_a")) a = file.Point1("pi_a");
            else if (file.Is("pi_b")) b = file.Point2("pi_b");
            else if (file.Is("pi_c")) c = file.Point1("pi_c");
            else if (file.Is("protocol")) file.Expect("protocol", SnarkjsNames.Protocol, SnarkjsNames.OldProtocol);
            else if (file.Is("curve")) file.ExpectCurve();
            else file.Skip();
        }

        file.End();
        return new Groth16Proof(a ?? throw file.Missing("pi_a"), b ?? throw file.Missing("pi_b"), c ?? throw file.Missing("pi_c"));
    }
}
