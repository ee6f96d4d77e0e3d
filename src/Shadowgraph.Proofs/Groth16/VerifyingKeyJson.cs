using System.Numerics;
using System.Text.Json;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Pairings;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Json;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>snarkjs's verification_key.json.</summary>
internal static class VerifyingKeyJson
{
    private const string Kind = "verification_key.json file";

    /// <summary>Marks a development key. snarkjs skips unknown properties.</summary>
    private const string DevelopmentNotice = "DEVELOPMENT KEY: its creator can forge proofs. Do not deploy.";

    public static byte[] Write(VerifyingKeyPoints key, bool isDevelopmentKey)
    {
        using var file = new SnarkjsJsonWriter();
        var json = file.Json;
        json.WriteStartObject();
        json.WriteString("protocol"u8, SnarkjsNames.Protocol);
        json.WriteString("curve"u8, SnarkjsNames.Curve);
        json.WriteNumber("nPublic"u8, key.Ic.Length - 1);
        json.WritePropertyName("vk_alpha_1"u8);
        file.Point(key.Alpha1);
        json.WritePropertyName("vk_beta_2"u8);
        file.Point(key.Beta2);
        json.WritePropertyName("vk_gamma_2"u8);
        file.Point(key.Gamma2);
        json.WritePropertyName("vk_delta_2"u8);
        file.Point(key.Delta2);
        json.WritePropertyName("vk_alphabeta_12"u8);
        WritePairing(file, SnarkjsPairing(key.Alpha1, key.Beta2));
        json.WriteStartArray("IC"u8);
        foreach (ref readonly var point in key.Ic.AsSpan()) file.Point(point);
        json.WriteEndArray();
        if (isDevelopmentKey) json.WriteString("development_key"u8, DevelopmentNotice);
        json.WriteEndObject();
        return file.ToArray();
    }

    public static VerifyingKey Read(ReadOnlySpan<byte> utf8)
    {
        var file = new SnarkjsJsonReader(utf8, Kind, SnarkjsJsonReader.LargeFile);
        try
        {
            return Read(ref file);
        }
        catch (JsonException e)
        {
            throw file.Malformed(e);
        }
    }

    /// <summary>
    /// e(α, β) is recomputed instead of read, because the value follows from the remaining properties. The protocol may be missing; a different
    /// protocol belongs to a different proof system.
    /// </summary>
    private static VerifyingKey Read(ref SnarkjsJsonReader file)
    {
        G1Affine? alpha = null;
        G2Affine? beta = null, gamma = null, delta = null;
        List<G1Affine>? ic = null;
        int? count = null;
        var protocol = "";
        bool hasCurve = false, isDevelopmentKey = false;
        file.BeginObject();
        while (file.NextProperty())
        {
            if (file.Is("vk_alpha_1") || file.Is("vk_alfa_1")) alpha = file.Point1("vk_alpha_1");
            else if (file.Is("vk_beta_2")) beta = file.Point2("vk_beta_2");
            else if (file.Is("vk_gamma_2")) gamma = file.Point2("vk_gamma_2");
            else if (file.Is("vk_delta_2")) delta = file.Point2("vk_delta_2");
            else if (file.Is("IC")) ic = ReadIc(ref file);
            else if (file.Is("nPublic")) count = file.Count("nPublic");
            else if (file.Is("protocol")) protocol = file.Expect("protocol", SnarkjsNames.Protocol, SnarkjsNames.OldProtocol);
            else if (file.Is("curve")) hasCurve = ReadCurve(ref file);
            else isDevelopmentKey |= IsDevelopmentNotice(ref file);
        }

        file.End();
        if (alpha is null) throw file.Missing("vk_alpha_1");
        if (!hasCurve && protocol != SnarkjsNames.OldProtocol) throw file.Missing("curve");
        if (ic is null) throw file.Missing("IC");
        if (ic.Count == 0 || ic.Count - 1 != (count ?? throw file.Missing("nPublic")))
            throw new ProofFileException(
                Kind, FormattableString.Invariant($"IC has {ic.Count} points, and nPublic + 1 is {(long)count.GetValueOrDefault() + 1}."));
        var points = new VerifyingKeyPoints(
            alpha.Value,
            beta ?? throw file.Missing("vk_beta_2"),
            gamma ?? throw file.Missing("vk_gamma_2"),
            delta ?? throw file.Missing("vk_delta_2"),
            [.. ic]);
        return VerifyingKey.Create(points, isDevelopmentKey);
    }

    private static bool ReadCurve(ref SnarkjsJsonReader file)
    {
        file.ExpectCurve();
        return true;
    }

    private static bool IsDevelopmentNotice(ref SnarkjsJsonReader file)
    {
        var isNotice = file.Is("development_key");
        file.Skip();
        return isNotice;
    }

    private static List<G1Affine> ReadIc(ref SnarkjsJsonReader file)
    {
        var points = new List<G1Affine>();
        file.BeginArray("IC");
        while (file.NextElement())
        {
            file.RequireRoom(points.Count);
            points.Add(file.Point1("IC"));
        }

        return points;
    }

    /// <summary>
    /// snarkjs ends its pairing with the faster hard part of Fuentes-Castañeda, Knapp and Rodríguez-Henríquez, "Faster hashing to G2" (2011), section
    /// 5, which gives the power 2x₀(6x₀² + 3x₀ + 1) of the exact pairing.
    /// </summary>
    private static Fp12 SnarkjsPairing(in G1Affine p, in G2Affine q)
    {
        BigInteger x = G2.CurveParameter;
        var exponent = 2 * x * ((6 * x * x) + (3 * x) + 1);
        var pairing = Pairing.Compute(p, q);
        var result = Fp12.One;
        for (var bit = (int)exponent.GetBitLength() - 1; bit >= 0; bit--)
        {
            result = result.Square();
            if (!(exponent >> bit).IsEven) result *= pairing;
        }

        return result;
    }

    /// <summary>Two halves (w^0, w^1) of three pairs (v^0, v^1, v^2).</summary>
    private static void WritePairing(SnarkjsJsonWriter file, in Fp12 value)
    {
        file.Json.WriteStartArray();
        WriteHalf(file, value.C0);
        WriteHalf(file, value.C1);
        file.Json.WriteEndArray();
    }

    private static void WriteHalf(SnarkjsJsonWriter file, in Fp6 value)
    {
        file.Json.WriteStartArray();
        file.Element(value.C0);
        file.Element(value.C1);
        file.Element(value.C2);
        file.Json.WriteEndArray();
    }
}
