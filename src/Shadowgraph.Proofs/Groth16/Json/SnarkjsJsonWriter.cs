using System.Buffers;
using System.Text.Json;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16.Json;

/// <summary>Writes JSON with the line breaks, indentation and point encodings of snarkjs.</summary>
internal sealed class SnarkjsJsonWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public SnarkjsJsonWriter() =>
        Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Indented = true, IndentSize = 1, NewLine = "\n" });

    public Utf8JsonWriter Json { get; }

    /// <summary>[x, y, "1"]: a finite point in projective coordinates.</summary>
    public void Point(in G1Affine point)
    {
        Json.WriteStartArray();
        Json.WriteStringValue(point.X.ToString());
        Json.WriteStringValue(point.Y.ToString());
        Json.WriteStringValue("1"u8);
        Json.WriteEndArray();
    }

    /// <summary>The same over Fp2, with each coordinate as a pair.</summary>
    public void Point(in G2Affine point)
    {
        Json.WriteStartArray();
        Element(point.X);
        Element(point.Y);
        Element(Fp2.One);
        Json.WriteEndArray();
    }

    /// <summary>[c0, c1].</summary>
    public void Element(in Fp2 value)
    {
        Json.WriteStartArray();
        Json.WriteStringValue(value.C0.ToString());
        Json.WriteStringValue(value.C1.ToString());
        Json.WriteEndArray();
    }

    public byte[] ToArray()
    {
        Json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    public void Dispose() => Json.Dispose();
}
